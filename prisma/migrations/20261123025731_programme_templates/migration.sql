-- AlterTable
ALTER TABLE "programme" ADD COLUMN     "templates" JSONB NOT NULL DEFAULT '[]';
