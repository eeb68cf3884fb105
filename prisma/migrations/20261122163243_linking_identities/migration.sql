-- AlterTable
ALTER TABLE "oidc_flow" ADD COLUMN     "person_id" UUID;

-- AddForeignKey
ALTER TABLE "oidc_flow" ADD CONSTRAINT "oidc_flow_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
