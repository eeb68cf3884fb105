-- CreateEnum
CREATE TYPE "cycle_step_kind" AS ENUM ('report', 'decision');

-- CreateEnum
CREATE TYPE "decision_outcome" AS ENUM ('supported', 'partly', 'not_now');

-- CreateEnum
CREATE TYPE "invitation_step" AS ENUM ('county', 'municipality', 'unit');

-- CreateEnum
CREATE TYPE "invitation_status" AS ENUM ('queued', 'sent', 'seen', 'accepted', 'declined', 'expired', 'withdrawn', 'failed');

-- CreateEnum
CREATE TYPE "import_kind" AS ENUM ('units', 'participants');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('waiting', 'preview', 'writing', 'done', 'undone', 'failed');

-- CreateEnum
CREATE TYPE "import_verdict" AS ENUM ('ok', 'warn', 'error', 'skip');

-- CreateEnum
CREATE TYPE "owner_type" AS ENUM ('public', 'private');

-- CreateEnum
CREATE TYPE "succession_kind" AS ENUM ('merged', 'split', 'partial');

-- CreateEnum
CREATE TYPE "contributions_policy" AS ENUM ('name', 'pseudonym');

-- CreateEnum
CREATE TYPE "org_unit_name_kind" AS ENUM ('official', 'alias');

-- CreateEnum
CREATE TYPE "membership_invitation_status" AS ENUM ('sent', 'accepted', 'declined', 'expired', 'withdrawn');

-- CreateEnum
CREATE TYPE "link_purpose" AS ENUM ('invitation', 'membership');

-- CreateEnum
CREATE TYPE "notification_frequency" AS ENUM ('at_once', 'daily', 'weekly', 'off');

-- AlterEnum
ALTER TYPE "enrolment_status" ADD VALUE 'expired';

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "role" ADD VALUE 'data_officer';
ALTER TYPE "role" ADD VALUE 'support';

-- AlterTable
ALTER TABLE "org_unit" ADD COLUMN     "owner_type" "owner_type",
ADD COLUMN     "valid_from" DATE,
ADD COLUMN     "valid_to" DATE;

-- AlterTable
ALTER TABLE "org_unit_name" ADD COLUMN     "folded" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "kind" "org_unit_name_kind" NOT NULL DEFAULT 'official';

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "pseudonym_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "programme" ADD COLUMN     "cycle" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "terms" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "hat_id" UUID,
ADD COLUMN     "method" TEXT NOT NULL DEFAULT 'code',
ADD COLUMN     "second_factor_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "event_id" BIGINT NOT NULL,
    "tenant_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "actor_id" UUID,
    "subject" JSONB NOT NULL,
    "previous" BYTEA,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "support_access" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "org_unit_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "grant_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "support_access_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "identity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "oidc_flow" (
    "token_hash" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "verifier" TEXT NOT NULL,
    "return_to" TEXT NOT NULL DEFAULT '/',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "oidc_flow_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "passkey" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[],
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passkey_challenge" (
    "hash" TEXT NOT NULL,
    "person_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "passkey_challenge_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "totp" (
    "person_id" UUID NOT NULL,
    "secret" BYTEA NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" BIGINT,

    CONSTRAINT "totp_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrolment_change" (
    "id" UUID NOT NULL,
    "enrolment_id" UUID NOT NULL,
    "status" "enrolment_status" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "person_id" UUID,
    "invitation_id" UUID,

    CONSTRAINT "enrolment_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cycle_step" (
    "id" UUID NOT NULL,
    "cohort_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" "cycle_step_kind" NOT NULL,
    "year" INTEGER NOT NULL,
    "title" JSONB NOT NULL,
    "lead" JSONB NOT NULL,
    "opens_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,

    CONSTRAINT "cycle_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "needs_report" (
    "id" UUID NOT NULL,
    "step_id" UUID NOT NULL,
    "org_unit_id" UUID NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_at" TIMESTAMPTZ(3),
    "outcome" "decision_outcome",
    "decision_text" TEXT NOT NULL DEFAULT '',
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "needs_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mailing" (
    "id" UUID NOT NULL,
    "cohort_id" UUID NOT NULL,
    "issuer_id" UUID NOT NULL,
    "step" "invitation_step" NOT NULL,
    "message" TEXT NOT NULL DEFAULT '',
    "deadline" DATE NOT NULL,
    "reminder_days" INTEGER[],
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mailing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "mailing_id" UUID NOT NULL,
    "cohort_id" UUID NOT NULL,
    "org_unit_id" UUID NOT NULL,
    "issuer_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "locale" TEXT,
    "status" "invitation_status" NOT NULL DEFAULT 'queued',
    "delivery_error" TEXT,
    "deadline" DATE NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "decline_reason" TEXT,
    "answered_by" TEXT,
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "reminded_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_batch" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "org_unit_id" UUID NOT NULL,
    "cohort_id" UUID,
    "kind" "import_kind" NOT NULL,
    "country" TEXT NOT NULL DEFAULT 'no',
    "file_name" TEXT NOT NULL,
    "status" "import_status" NOT NULL DEFAULT 'waiting',
    "problem" TEXT,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_file" (
    "batch_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "import_file_pkey" PRIMARY KEY ("batch_id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "batch_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "sheet" TEXT,
    "row" INTEGER NOT NULL,
    "result" "import_verdict" NOT NULL,
    "reasons" JSONB NOT NULL,
    "cells" JSONB NOT NULL,
    "value" JSONB,
    "corrected" JSONB,
    "left_out" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("batch_id","position")
);

-- CreateTable
CREATE TABLE "import_change" (
    "batch_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "key" JSONB NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "import_change_pkey" PRIMARY KEY ("batch_id","position")
);

-- CreateTable
CREATE TABLE "import_mapping" (
    "org_unit_id" UUID NOT NULL,
    "kind" "import_kind" NOT NULL,
    "heading" TEXT NOT NULL,
    "field" TEXT NOT NULL,

    CONSTRAINT "import_mapping_pkey" PRIMARY KEY ("org_unit_id","kind","heading")
);

-- CreateTable
CREATE TABLE "org_unit_succession" (
    "id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "kind" "succession_kind" NOT NULL,
    "date" DATE NOT NULL,

    CONSTRAINT "org_unit_succession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "org_unit_contact" (
    "id" UUID NOT NULL,
    "org_unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "org_unit_contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "org_unit_settings" (
    "org_unit_id" UUID NOT NULL,
    "contributions" "contributions_policy" NOT NULL DEFAULT 'name',

    CONSTRAINT "org_unit_settings_pkey" PRIMARY KEY ("org_unit_id")
);

-- CreateTable
CREATE TABLE "register_unit" (
    "org_number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "org_unit_kind" NOT NULL,
    "municipality_code" TEXT NOT NULL,
    "owner_type" "owner_type",

    CONSTRAINT "register_unit_pkey" PRIMARY KEY ("org_number")
);

-- CreateTable
CREATE TABLE "register_list" (
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "register_list_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "membership_invitation" (
    "id" UUID NOT NULL,
    "org_unit_id" UUID NOT NULL,
    "cohort_id" UUID,
    "role" "role" NOT NULL,
    "valid_to" TIMESTAMPTZ(3),
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "locale" TEXT,
    "status" "membership_invitation_status" NOT NULL DEFAULT 'sent',
    "invited_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "person_id" UUID,

    CONSTRAINT "membership_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "personal_link" (
    "token_hash" TEXT NOT NULL,
    "purpose" "link_purpose" NOT NULL,
    "subject_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "personal_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "notification_preference" (
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "frequency" "notification_frequency" NOT NULL,

    CONSTRAINT "notification_preference_pkey" PRIMARY KEY ("person_id","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_entry_event_id_key" ON "audit_entry"("event_id");

-- CreateIndex
CREATE INDEX "audit_entry_tenant_id_id_idx" ON "audit_entry"("tenant_id", "id");

-- CreateIndex
CREATE INDEX "support_access_org_unit_id_idx" ON "support_access"("org_unit_id");

-- CreateIndex
CREATE INDEX "identity_person_id_idx" ON "identity"("person_id");

-- CreateIndex
CREATE INDEX "oidc_flow_expires_at_idx" ON "oidc_flow"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "passkey_credential_id_key" ON "passkey"("credential_id");

-- CreateIndex
CREATE INDEX "passkey_person_id_idx" ON "passkey"("person_id");

-- CreateIndex
CREATE INDEX "passkey_challenge_expires_at_idx" ON "passkey_challenge"("expires_at");

-- CreateIndex
CREATE INDEX "recovery_code_person_id_idx" ON "recovery_code"("person_id");

-- CreateIndex
CREATE INDEX "enrolment_change_enrolment_id_idx" ON "enrolment_change"("enrolment_id");

-- CreateIndex
CREATE UNIQUE INDEX "cycle_step_cohort_id_key_year_key" ON "cycle_step"("cohort_id", "key", "year");

-- CreateIndex
CREATE INDEX "needs_report_org_unit_id_idx" ON "needs_report"("org_unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "needs_report_step_id_org_unit_id_key" ON "needs_report"("step_id", "org_unit_id");

-- CreateIndex
CREATE INDEX "mailing_cohort_id_idx" ON "mailing"("cohort_id");

-- CreateIndex
CREATE INDEX "invitation_mailing_id_status_idx" ON "invitation"("mailing_id", "status");

-- CreateIndex
CREATE INDEX "invitation_cohort_id_status_idx" ON "invitation"("cohort_id", "status");

-- CreateIndex
CREATE INDEX "invitation_org_unit_id_idx" ON "invitation"("org_unit_id");

-- CreateIndex
CREATE INDEX "import_batch_org_unit_id_idx" ON "import_batch"("org_unit_id");

-- CreateIndex
CREATE INDEX "import_batch_person_id_idx" ON "import_batch"("person_id");

-- CreateIndex
CREATE INDEX "import_row_batch_id_result_idx" ON "import_row"("batch_id", "result");

-- CreateIndex
CREATE INDEX "org_unit_succession_to_id_idx" ON "org_unit_succession"("to_id");

-- CreateIndex
CREATE UNIQUE INDEX "org_unit_succession_from_id_to_id_date_key" ON "org_unit_succession"("from_id", "to_id", "date");

-- CreateIndex
CREATE UNIQUE INDEX "org_unit_contact_org_unit_id_email_key" ON "org_unit_contact"("org_unit_id", "email");

-- CreateIndex
CREATE INDEX "register_unit_municipality_code_idx" ON "register_unit"("municipality_code");

-- CreateIndex
CREATE INDEX "membership_invitation_org_unit_id_status_idx" ON "membership_invitation"("org_unit_id", "status");

-- CreateIndex
CREATE INDEX "membership_invitation_email_idx" ON "membership_invitation"("email");

-- CreateIndex
CREATE INDEX "personal_link_purpose_subject_id_idx" ON "personal_link"("purpose", "subject_id");

-- CreateIndex
CREATE INDEX "personal_link_expires_at_idx" ON "personal_link"("expires_at");

-- AddForeignKey
ALTER TABLE "support_access" ADD CONSTRAINT "support_access_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "support_access" ADD CONSTRAINT "support_access_org_unit_id_fkey" FOREIGN KEY ("org_unit_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "totp" ADD CONSTRAINT "totp_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment_change" ADD CONSTRAINT "enrolment_change_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycle_step" ADD CONSTRAINT "cycle_step_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "needs_report" ADD CONSTRAINT "needs_report_step_id_fkey" FOREIGN KEY ("step_id") REFERENCES "cycle_step"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "needs_report" ADD CONSTRAINT "needs_report_org_unit_id_fkey" FOREIGN KEY ("org_unit_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_org_unit_id_fkey" FOREIGN KEY ("org_unit_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_org_unit_id_fkey" FOREIGN KEY ("org_unit_id") REFERENCES "org_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_change" ADD CONSTRAINT "import_change_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_mapping" ADD CONSTRAINT "import_mapping_org_unit_id_fkey" FOREIGN KEY ("org_unit_id") REFERENCES "org_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_unit_succession" ADD CONSTRAINT "org_unit_succession_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "org_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_unit_succession" ADD CONSTRAINT "org_unit_succession_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "org_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_unit_contact" ADD CONSTRAINT "org_unit_contact_org_unit_id_fkey" FOREIGN KEY ("org_unit_id") REFERENCES "org_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_unit_settings" ADD CONSTRAINT "org_unit_settings_org_unit_id_fkey" FOREIGN KEY ("org_unit_id") REFERENCES "org_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership_invitation" ADD CONSTRAINT "membership_invitation_org_unit_id_fkey" FOREIGN KEY ("org_unit_id") REFERENCES "org_unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership_invitation" ADD CONSTRAINT "membership_invitation_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_preference" ADD CONSTRAINT "notification_preference_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- At most one open invitation per cohort and unit: two clicks at the same moment invite once.
CREATE UNIQUE INDEX invitation_open ON invitation (cohort_id, org_unit_id) WHERE status IN ('queued', 'sent', 'seen');
-- Looked at by the jobs that remind and that close.
CREATE INDEX invitation_waiting ON invitation (deadline) WHERE status IN ('sent', 'seen');

-- Searching names that people half remember: any three letters in a row.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX org_unit_name_folded ON org_unit_name USING gin (folded gin_trgm_ops);
