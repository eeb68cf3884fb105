-- When a membership begins that lies ahead; null = as the invitation is accepted.
ALTER TABLE "membership_invitation" ADD COLUMN "valid_from" TIMESTAMPTZ(3);
