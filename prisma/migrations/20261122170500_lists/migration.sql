-- A list that is looked at together: which state of it was seen, how its headings were read, what it would do.
ALTER TABLE "import_batch" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "import_batch" ADD COLUMN "headings" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "import_batch" ADD COLUMN "summary" JSONB;
