-- AlterTable
ALTER TABLE "snapshot_state" ADD COLUMN     "clock_offset_seconds" INTEGER;

