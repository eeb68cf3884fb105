-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "claimed_at" TIMESTAMPTZ(3),
ADD COLUMN     "decline_note" TEXT NOT NULL DEFAULT '';
