-- AlterTable
ALTER TABLE "alert_channel" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "alert_rule" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3);
