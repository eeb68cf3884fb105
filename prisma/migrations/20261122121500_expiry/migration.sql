-- Looked at twice a second: whose rights have just run out.
CREATE INDEX grant_ending ON "grant" (valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX seat_ending ON seat (valid_to) WHERE valid_to IS NOT NULL;
