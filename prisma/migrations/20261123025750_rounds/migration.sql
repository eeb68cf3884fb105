-- CreateEnum
CREATE TYPE "round_step" AS ENUM ('waiting', 'individual', 'release', 'group', 'plenum', 'again', 'closed');

-- CreateEnum
CREATE TYPE "own_point_kind" AS ENUM ('point', 'takeaway');

-- CreateEnum
CREATE TYPE "release_voice" AS ENUM ('me', 'group', 'unnamed');

-- CreateTable
CREATE TABLE "round" (
    "id" UUID NOT NULL,
    "gathering_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "prompts" TEXT[],
    "individual_minutes" INTEGER,
    "group_minutes" INTEGER,
    "plenum_minutes" INTEGER,
    "again_minutes" INTEGER,
    "step" "round_step" NOT NULL DEFAULT 'waiting',
    "turn" INTEGER NOT NULL DEFAULT 0,
    "step_began_at" TIMESTAMPTZ(3),
    "step_ends_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "round_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "own_point" (
    "id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" "own_point_kind" NOT NULL,
    "prompt" INTEGER NOT NULL DEFAULT 0,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "own_point_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "released_point" (
    "id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "table_id" UUID NOT NULL,
    "author_id" UUID,
    "voice" "release_voice" NOT NULL,
    "prompt" INTEGER NOT NULL DEFAULT 0,
    "text" TEXT NOT NULL,
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "released_point_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "table_round" (
    "round_id" UUID NOT NULL,
    "table_id" UUID NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "called_at" TIMESTAMPTZ(3),

    CONSTRAINT "table_round_pkey" PRIMARY KEY ("round_id","table_id")
);

-- CreateIndex
CREATE INDEX "round_gathering_id_idx" ON "round"("gathering_id");

-- CreateIndex
CREATE INDEX "own_point_round_id_person_id_idx" ON "own_point"("round_id", "person_id");

-- CreateIndex
CREATE INDEX "own_point_person_id_idx" ON "own_point"("person_id");

-- CreateIndex
CREATE INDEX "released_point_round_id_table_id_idx" ON "released_point"("round_id", "table_id");

-- CreateIndex
CREATE INDEX "released_point_table_id_idx" ON "released_point"("table_id");

-- CreateIndex
CREATE INDEX "released_point_author_id_idx" ON "released_point"("author_id");

-- CreateIndex
CREATE INDEX "table_round_table_id_idx" ON "table_round"("table_id");

-- AddForeignKey
ALTER TABLE "round" ADD CONSTRAINT "round_gathering_id_fkey" FOREIGN KEY ("gathering_id") REFERENCES "gathering"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_point" ADD CONSTRAINT "own_point_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_point" ADD CONSTRAINT "own_point_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "released_point" ADD CONSTRAINT "released_point_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "released_point" ADD CONSTRAINT "released_point_table_id_fkey" FOREIGN KEY ("table_id") REFERENCES "gathering_table"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "released_point" ADD CONSTRAINT "released_point_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "table_round" ADD CONSTRAINT "table_round_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "round"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "table_round" ADD CONSTRAINT "table_round_table_id_fkey" FOREIGN KEY ("table_id") REFERENCES "gathering_table"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An unnamed point has neither an author nor a moment; every other one had an author when it was released.
ALTER TABLE released_point ADD CONSTRAINT unnamed_has_no_author
  CHECK (voice <> 'unnamed' OR (author_id IS NULL AND released_at IS NULL));
ALTER TABLE round ADD CONSTRAINT round_asks CHECK (cardinality(prompts) BETWEEN 1 AND 5);

-- The net (docs/decisions/row-level-security.md): what belongs to a gathering is as visible as the gathering.
DO $$
DECLARE
  everywhere constant text := '(SELECT reach_everywhere())';
  rule record;
BEGIN
  FOR rule IN SELECT * FROM (VALUES
    ('round', 'EXISTS (SELECT FROM gathering g WHERE g.id = gathering_id)'),
    ('own_point', 'EXISTS (SELECT FROM round r WHERE r.id = round_id)'),
    ('released_point', 'EXISTS (SELECT FROM round r WHERE r.id = round_id)'),
    ('table_round', 'EXISTS (SELECT FROM round r WHERE r.id = round_id)')
  ) AS rules (name, condition) LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', rule.name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', rule.name);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true)', rule.name);
    EXECUTE format('CREATE POLICY reach ON %I USING (%s OR %s)', rule.name, everywhere, rule.condition);
  END LOOP;
END
$$;
