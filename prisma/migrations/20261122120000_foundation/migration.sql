-- CreateEnum
CREATE TYPE "enrolment_status" AS ENUM ('invited', 'enrolled', 'declined', 'withdrawn');

-- CreateEnum
CREATE TYPE "document_owner" AS ENUM ('table');

-- CreateEnum
CREATE TYPE "gathering_level" AS ENUM ('national', 'county', 'network', 'local');

-- CreateEnum
CREATE TYPE "date_precision" AS ENUM ('unset', 'season', 'month', 'day', 'time');

-- CreateEnum
CREATE TYPE "agenda_kind" AS ENUM ('lecture', 'individual', 'group', 'plenum', 'break');

-- CreateEnum
CREATE TYPE "org_unit_kind" AS ENUM ('national', 'county', 'municipality', 'private_owner', 'school', 'kindergarten', 'ppt', 'network_organisation', 'regional_council', 'university');

-- CreateEnum
CREATE TYPE "org_relation_kind" AS ENUM ('owns', 'serves', 'hosts', 'led_by');

-- CreateEnum
CREATE TYPE "person_kind" AS ENUM ('account', 'guest');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('administrator', 'national_adviser', 'county_adviser', 'municipality_coordinator', 'leader', 'teacher', 'assistant', 'ppt_adviser', 'resource_person');

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "device" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMPTZ(3),

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "sign_in" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "person_id" UUID,
    "code_hash" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programme" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "summary" JSONB NOT NULL,
    "duration_months" INTEGER NOT NULL,
    "strands" JSONB NOT NULL,
    "themes" JSONB NOT NULL,
    "entry_criteria" JSONB NOT NULL,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cohort" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "host_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "invented" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cohort_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrolment" (
    "id" UUID NOT NULL,
    "cohort_id" UUID NOT NULL,
    "org_unit_id" UUID NOT NULL,
    "status" "enrolment_status" NOT NULL DEFAULT 'enrolled',
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "enrolment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" UUID NOT NULL,
    "owner_kind" "document_owner" NOT NULL,
    "owner_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document_head" (
    "document_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_head_pkey" PRIMARY KEY ("document_id")
);

-- CreateTable
CREATE TABLE "document_update" (
    "document_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "person_id" UUID,
    "connection_id" UUID NOT NULL,
    "n_from" INTEGER NOT NULL,
    "n_to" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_update_pkey" PRIMARY KEY ("document_id","epoch","seq")
);

-- CreateTable
CREATE TABLE "document_snapshot" (
    "document_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_snapshot_pkey" PRIMARY KEY ("document_id")
);

-- CreateTable
CREATE TABLE "document_text" (
    "document_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "renderer" INTEGER NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "words" INTEGER NOT NULL,

    CONSTRAINT "document_text_pkey" PRIMARY KEY ("document_id")
);

-- CreateTable
CREATE TABLE "document_contributor" (
    "document_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_contributor_pkey" PRIMARY KEY ("document_id","person_id")
);

-- CreateTable
CREATE TABLE "gathering" (
    "id" UUID NOT NULL,
    "cohort_id" UUID NOT NULL,
    "host_id" UUID NOT NULL,
    "level" "gathering_level" NOT NULL,
    "title" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "precision" "date_precision" NOT NULL DEFAULT 'unset',
    "starts_at" TIMESTAMPTZ(3),
    "join_code" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gathering_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agenda_item" (
    "id" UUID NOT NULL,
    "gathering_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" "agenda_kind" NOT NULL,
    "title" TEXT NOT NULL,
    "minutes" INTEGER,

    CONSTRAINT "agenda_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gathering_table" (
    "id" UUID NOT NULL,
    "gathering_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "open_to_guests" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "gathering_table_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seat" (
    "gathering_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "table_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "seat_pkey" PRIMARY KEY ("gathering_id","person_id")
);

-- CreateTable
CREATE TABLE "org_unit" (
    "id" UUID NOT NULL,
    "kind" "org_unit_kind" NOT NULL,
    "country" TEXT NOT NULL DEFAULT 'no',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "org_unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "org_unit_name" (
    "id" UUID NOT NULL,
    "org_unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "valid_from" DATE,
    "valid_to" DATE,

    CONSTRAINT "org_unit_name_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "org_unit_code" (
    "id" UUID NOT NULL,
    "org_unit_id" UUID NOT NULL,
    "system" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "valid_from" DATE,
    "valid_to" DATE,

    CONSTRAINT "org_unit_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "org_unit_relation" (
    "id" UUID NOT NULL,
    "parent_id" UUID NOT NULL,
    "child_id" UUID NOT NULL,
    "kind" "org_relation_kind" NOT NULL,
    "valid_from" DATE,
    "valid_to" DATE,

    CONSTRAINT "org_unit_relation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "org_unit_closure" (
    "ancestor_id" UUID NOT NULL,
    "descendant_id" UUID NOT NULL,
    "depth" INTEGER NOT NULL,

    CONSTRAINT "org_unit_closure_pkey" PRIMARY KEY ("ancestor_id","descendant_id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "id" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "actor_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "kind" "person_kind" NOT NULL DEFAULT 'account',
    "name" TEXT NOT NULL,
    "email" TEXT,
    "locale" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grant" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "org_unit_id" UUID NOT NULL,
    "cohort_id" UUID,
    "role" "role" NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "grant_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_token_hash_key" ON "sign_in"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_expires_at_idx" ON "sign_in"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "programme_slug_key" ON "programme"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "cohort_programme_id_host_id_number_key" ON "cohort"("programme_id", "host_id", "number");

-- CreateIndex
CREATE INDEX "enrolment_org_unit_id_idx" ON "enrolment"("org_unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "enrolment_cohort_id_org_unit_id_key" ON "enrolment"("cohort_id", "org_unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "document_owner_kind_owner_id_key" ON "document"("owner_kind", "owner_id");

-- CreateIndex
CREATE INDEX "document_contributor_person_id_last_at_idx" ON "document_contributor"("person_id", "last_at");

-- CreateIndex
CREATE UNIQUE INDEX "gathering_join_code_key" ON "gathering"("join_code");

-- CreateIndex
CREATE INDEX "gathering_cohort_id_idx" ON "gathering"("cohort_id");

-- CreateIndex
CREATE UNIQUE INDEX "agenda_item_gathering_id_position_key" ON "agenda_item"("gathering_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "gathering_table_gathering_id_number_key" ON "gathering_table"("gathering_id", "number");

-- CreateIndex
CREATE INDEX "seat_person_id_idx" ON "seat"("person_id");

-- CreateIndex
CREATE INDEX "seat_table_id_idx" ON "seat"("table_id");

-- CreateIndex
CREATE INDEX "org_unit_kind_idx" ON "org_unit"("kind");

-- CreateIndex
CREATE INDEX "org_unit_name_org_unit_id_idx" ON "org_unit_name"("org_unit_id");

-- CreateIndex
CREATE INDEX "org_unit_code_org_unit_id_idx" ON "org_unit_code"("org_unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "org_unit_code_system_code_valid_from_key" ON "org_unit_code"("system", "code", "valid_from");

-- CreateIndex
CREATE INDEX "org_unit_relation_parent_id_idx" ON "org_unit_relation"("parent_id");

-- CreateIndex
CREATE INDEX "org_unit_relation_child_id_idx" ON "org_unit_relation"("child_id");

-- CreateIndex
CREATE INDEX "org_unit_closure_descendant_id_idx" ON "org_unit_closure"("descendant_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE INDEX "grant_person_id_idx" ON "grant"("person_id");

-- CreateIndex
CREATE INDEX "grant_org_unit_id_role_idx" ON "grant"("org_unit_id", "role");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in" ADD CONSTRAINT "sign_in_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cohort" ADD CONSTRAINT "cohort_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cohort" ADD CONSTRAINT "cohort_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_org_unit_id_fkey" FOREIGN KEY ("org_unit_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_head" ADD CONSTRAINT "document_head_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_update" ADD CONSTRAINT "document_update_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_snapshot" ADD CONSTRAINT "document_snapshot_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_text" ADD CONSTRAINT "document_text_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_contributor" ADD CONSTRAINT "document_contributor_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_contributor" ADD CONSTRAINT "document_contributor_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gathering" ADD CONSTRAINT "gathering_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gathering" ADD CONSTRAINT "gathering_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agenda_item" ADD CONSTRAINT "agenda_item_gathering_id_fkey" FOREIGN KEY ("gathering_id") REFERENCES "gathering"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gathering_table" ADD CONSTRAINT "gathering_table_gathering_id_fkey" FOREIGN KEY ("gathering_id") REFERENCES "gathering"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat" ADD CONSTRAINT "seat_gathering_id_fkey" FOREIGN KEY ("gathering_id") REFERENCES "gathering"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat" ADD CONSTRAINT "seat_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat" ADD CONSTRAINT "seat_table_id_fkey" FOREIGN KEY ("table_id") REFERENCES "gathering_table"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_unit_name" ADD CONSTRAINT "org_unit_name_org_unit_id_fkey" FOREIGN KEY ("org_unit_id") REFERENCES "org_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_unit_code" ADD CONSTRAINT "org_unit_code_org_unit_id_fkey" FOREIGN KEY ("org_unit_id") REFERENCES "org_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_unit_relation" ADD CONSTRAINT "org_unit_relation_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "org_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_unit_relation" ADD CONSTRAINT "org_unit_relation_child_id_fkey" FOREIGN KEY ("child_id") REFERENCES "org_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_unit_closure" ADD CONSTRAINT "org_unit_closure_ancestor_id_fkey" FOREIGN KEY ("ancestor_id") REFERENCES "org_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_unit_closure" ADD CONSTRAINT "org_unit_closure_descendant_id_fkey" FOREIGN KEY ("descendant_id") REFERENCES "org_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_org_unit_id_fkey" FOREIGN KEY ("org_unit_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The closure of "owns", kept by the database so that no writer can forget it.
CREATE FUNCTION org_unit_closure_self() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO org_unit_closure (ancestor_id, descendant_id, depth) VALUES (NEW.id, NEW.id, 0);
  RETURN NULL;
END
$$;

CREATE TRIGGER org_unit_closure_self AFTER INSERT ON org_unit
  FOR EACH ROW EXECUTE FUNCTION org_unit_closure_self();

-- Everything below a unit gets its ancestors anew: right for a new relation, a moved one and an ended one alike.
CREATE FUNCTION org_unit_closure_rebuild(root uuid) RETURNS void LANGUAGE sql AS $$
  WITH RECURSIVE below AS (
    SELECT root AS id
    UNION
    SELECT r.child_id FROM org_unit_relation r JOIN below b ON r.parent_id = b.id
    WHERE r.kind = 'owns' AND (r.valid_to IS NULL OR r.valid_to > current_date)
  )
  DELETE FROM org_unit_closure c USING below b WHERE c.descendant_id = b.id AND c.depth > 0;

  WITH RECURSIVE below AS (
    SELECT root AS id
    UNION
    SELECT r.child_id FROM org_unit_relation r JOIN below b ON r.parent_id = b.id
    WHERE r.kind = 'owns' AND (r.valid_to IS NULL OR r.valid_to > current_date)
  ), path AS (
    SELECT r.parent_id AS ancestor, b.id AS descendant, 1 AS depth
    FROM below b JOIN org_unit_relation r ON r.child_id = b.id
    WHERE r.kind = 'owns' AND (r.valid_to IS NULL OR r.valid_to > current_date)
    UNION
    SELECT r.parent_id, p.descendant, p.depth + 1
    FROM path p JOIN org_unit_relation r ON r.child_id = p.ancestor
    WHERE r.kind = 'owns' AND (r.valid_to IS NULL OR r.valid_to > current_date) AND p.depth < 12
  )
  INSERT INTO org_unit_closure (ancestor_id, descendant_id, depth)
  SELECT ancestor, descendant, min(depth) FROM path WHERE ancestor <> descendant GROUP BY ancestor, descendant;
$$;

CREATE FUNCTION org_unit_closure_relation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM org_unit_closure_rebuild(OLD.child_id); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM org_unit_closure_rebuild(NEW.child_id); END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER org_unit_closure_relation AFTER INSERT OR UPDATE OR DELETE ON org_unit_relation
  FOR EACH ROW EXECUTE FUNCTION org_unit_closure_relation();

-- Every commit of live text updates this row: room on the page keeps it a heap-only update.
ALTER TABLE document_head SET (fillfactor = 50);

-- Bytes of live documents do not shrink: no time lost on trying.
ALTER TABLE document_update ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE document_snapshot ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- What waits to be handled is a handful of rows among all that ever happened.
CREATE INDEX outbox_event_waiting ON outbox_event (id) WHERE handled_at IS NULL;
