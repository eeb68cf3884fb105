-- When the address of an invitation was corrected last, and how often within a day of that.
ALTER TABLE "invitation" ADD COLUMN "corrected_at" TIMESTAMPTZ(3), ADD COLUMN "corrections" INTEGER NOT NULL DEFAULT 0;
