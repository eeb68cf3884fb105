-- CreateIndex
CREATE INDEX "person_name_search" ON "person" USING GIN ("name" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "person_email_search" ON "person" USING GIN ("email" gin_trgm_ops);
