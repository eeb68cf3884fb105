-- CreateEnum
CREATE TYPE "statement_kind" AS ENUM ('block', 'point');

-- CreateTable
CREATE TABLE "harvest" (
    "gathering_id" UUID NOT NULL,
    "collected_at" TIMESTAMPTZ(3),
    "revealed_at" TIMESTAMPTZ(3),

    CONSTRAINT "harvest_pkey" PRIMARY KEY ("gathering_id")
);

-- CreateTable
CREATE TABLE "harvest_theme" (
    "id" UUID NOT NULL,
    "gathering_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "gone" BOOLEAN NOT NULL DEFAULT false,
    "turn" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "harvest_theme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement" (
    "id" UUID NOT NULL,
    "gathering_id" UUID NOT NULL,
    "table_id" UUID NOT NULL,
    "kind" "statement_kind" NOT NULL,
    "source_id" UUID NOT NULL,
    "round_id" UUID,
    "asked" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "source_text" TEXT,
    "theme_id" UUID,
    "position" INTEGER NOT NULL,
    "minority" BOOLEAN NOT NULL DEFAULT false,
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "turn" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "harvest_source" (
    "document_id" UUID NOT NULL,
    "gathering_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "harvest_source_pkey" PRIMARY KEY ("document_id")
);

-- CreateTable
CREATE TABLE "harvest_act" (
    "id" UUID NOT NULL,
    "gathering_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "undone" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "harvest_act_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "harvest_theme_gathering_id_idx" ON "harvest_theme"("gathering_id");

-- CreateIndex
CREATE INDEX "statement_gathering_id_idx" ON "statement"("gathering_id");

-- CreateIndex
CREATE INDEX "statement_table_id_idx" ON "statement"("table_id");

-- CreateIndex
CREATE INDEX "statement_round_id_idx" ON "statement"("round_id");

-- CreateIndex
CREATE INDEX "statement_theme_id_idx" ON "statement"("theme_id");

-- CreateIndex
CREATE INDEX "harvest_source_gathering_id_idx" ON "harvest_source"("gathering_id");

-- CreateIndex
CREATE INDEX "harvest_act_gathering_id_person_id_idx" ON "harvest_act"("gathering_id", "person_id");

-- CreateIndex
CREATE INDEX "harvest_act_person_id_idx" ON "harvest_act"("person_id");

-- AddForeignKey
ALTER TABLE "harvest" ADD CONSTRAINT "harvest_gathering_id_fkey" FOREIGN KEY ("gathering_id") REFERENCES "gathering"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "harvest_theme" ADD CONSTRAINT "harvest_theme_gathering_id_fkey" FOREIGN KEY ("gathering_id") REFERENCES "harvest"("gathering_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement" ADD CONSTRAINT "statement_gathering_id_fkey" FOREIGN KEY ("gathering_id") REFERENCES "harvest"("gathering_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement" ADD CONSTRAINT "statement_table_id_fkey" FOREIGN KEY ("table_id") REFERENCES "gathering_table"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement" ADD CONSTRAINT "statement_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement" ADD CONSTRAINT "statement_theme_id_fkey" FOREIGN KEY ("theme_id") REFERENCES "harvest_theme"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "harvest_source" ADD CONSTRAINT "harvest_source_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "harvest_source" ADD CONSTRAINT "harvest_source_gathering_id_fkey" FOREIGN KEY ("gathering_id") REFERENCES "harvest"("gathering_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "harvest_act" ADD CONSTRAINT "harvest_act_gathering_id_fkey" FOREIGN KEY ("gathering_id") REFERENCES "harvest"("gathering_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "harvest_act" ADD CONSTRAINT "harvest_act_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The net (docs/decisions/row-level-security.md): what belongs to a gathering is as visible as the gathering.
DO $$
DECLARE
  everywhere constant text := '(SELECT reach_everywhere())';
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['harvest', 'harvest_theme', 'statement', 'harvest_source', 'harvest_act'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true)', name);
    EXECUTE format(
      'CREATE POLICY reach ON %I USING (%s OR EXISTS (SELECT FROM gathering g WHERE g.id = gathering_id))',
      name, everywhere);
  END LOOP;
END
$$;
