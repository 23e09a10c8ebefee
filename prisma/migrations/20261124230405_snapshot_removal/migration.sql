-- AlterTable
ALTER TABLE "cohort_snapshot" ADD COLUMN     "removed_at" TIMESTAMPTZ(3);
