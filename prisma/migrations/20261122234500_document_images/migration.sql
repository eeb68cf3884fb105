-- CreateTable
CREATE TABLE "document_image" (
    "id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "small" BYTEA NOT NULL,
    "sha256" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "document_image_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "document_image_document_id_idx" ON "document_image"("document_id");

-- AddForeignKey
ALTER TABLE "document_image" ADD CONSTRAINT "document_image_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Images are compressed already.
ALTER TABLE document_image ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE document_image ALTER COLUMN small SET STORAGE EXTERNAL;

-- Within reach of whoever reaches the document, like everything else of it.
ALTER TABLE document_image ENABLE ROW LEVEL SECURITY;
ALTER TABLE document_image FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON document_image TO CURRENT_USER USING (true);
CREATE POLICY reach ON document_image
  USING ((SELECT reach_everywhere()) OR EXISTS (SELECT FROM document d WHERE d.id = document_id));
