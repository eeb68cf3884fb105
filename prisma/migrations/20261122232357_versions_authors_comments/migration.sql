-- CreateTable
CREATE TABLE "document_version" (
    "document_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "from_seq" INTEGER NOT NULL,
    "to_seq" INTEGER NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,
    "person_ids" UUID[],
    "restored_seq" INTEGER,
    "bytes" BYTEA NOT NULL,
    "sha256" BYTEA NOT NULL,

    CONSTRAINT "document_version_pkey" PRIMARY KEY ("document_id","epoch","to_seq")
);

-- CreateTable
CREATE TABLE "document_restoration" (
    "document_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_restoration_pkey" PRIMARY KEY ("document_id","connection_id")
);

-- CreateTable
CREATE TABLE "document_author" (
    "document_id" UUID NOT NULL,
    "client" BIGINT NOT NULL,
    "person_id" UUID,

    CONSTRAINT "document_author_pkey" PRIMARY KEY ("document_id","client")
);

-- CreateTable
CREATE TABLE "document_authors_read" (
    "document_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "document_authors_read_pkey" PRIMARY KEY ("document_id")
);

-- CreateTable
CREATE TABLE "comment_thread" (
    "id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "quote" TEXT NOT NULL,
    "starts_at" BYTEA NOT NULL,
    "ends_at" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_id" UUID,

    CONSTRAINT "comment_thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment" (
    "id" UUID NOT NULL,
    "thread_id" UUID NOT NULL,
    "person_id" UUID,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "document_author_person_id_idx" ON "document_author"("person_id");

-- CreateIndex
CREATE INDEX "comment_thread_document_id_idx" ON "comment_thread"("document_id");

-- CreateIndex
CREATE INDEX "comment_thread_resolved_by_id_idx" ON "comment_thread"("resolved_by_id");

-- CreateIndex
CREATE INDEX "comment_thread_id_idx" ON "comment"("thread_id");

-- CreateIndex
CREATE INDEX "comment_person_id_idx" ON "comment"("person_id");

-- AddForeignKey
ALTER TABLE "document_version" ADD CONSTRAINT "document_version_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_restoration" ADD CONSTRAINT "document_restoration_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_author" ADD CONSTRAINT "document_author_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_author" ADD CONSTRAINT "document_author_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_authors_read" ADD CONSTRAINT "document_authors_read_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_resolved_by_id_fkey" FOREIGN KEY ("resolved_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "comment_thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Bytes of live documents do not shrink: no time lost on trying.
ALTER TABLE document_version ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- The net (docs/decisions/row-level-security.md): what belongs to a document is as visible as the document.
DO $$
DECLARE
  everywhere constant text := '(SELECT reach_everywhere())';
  rule record;
BEGIN
  FOR rule IN SELECT * FROM (VALUES
    ('document_version', 'EXISTS (SELECT FROM document d WHERE d.id = document_id)'),
    ('document_restoration', 'EXISTS (SELECT FROM document d WHERE d.id = document_id)'),
    ('document_author', 'EXISTS (SELECT FROM document d WHERE d.id = document_id)'),
    ('document_authors_read', 'EXISTS (SELECT FROM document d WHERE d.id = document_id)'),
    ('comment_thread', 'EXISTS (SELECT FROM document d WHERE d.id = document_id)'),
    ('comment', 'EXISTS (SELECT FROM comment_thread t WHERE t.id = thread_id)')
  ) AS rules (name, condition) LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', rule.name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', rule.name);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true)', rule.name);
    EXECUTE format('CREATE POLICY reach ON %I USING (%s OR %s)', rule.name, everywhere, rule.condition);
  END LOOP;
END
$$;
