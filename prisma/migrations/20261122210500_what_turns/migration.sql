-- Twice a second somebody looks for rights that have just run out or begun (server/revocation.ts): by index, not through all roles
-- and seats of the country.
CREATE INDEX grant_ends ON "grant" (valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX seat_ends ON seat (valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX "grant_valid_from_idx" ON "grant"("valid_from");
