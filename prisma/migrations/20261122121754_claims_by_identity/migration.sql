-- AlterTable
ALTER TABLE "claim_session" ADD COLUMN     "reading_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "user_identity" ADD COLUMN     "groups" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- Of claims that stand already nobody knows which identity gave them: they come back with the next reading.
UPDATE "user" SET "claimed_role" = NULL WHERE "claimed_role" IS NOT NULL;
DELETE FROM "tenant_member" WHERE "is_claimed";
DELETE FROM "project_member" WHERE "is_claimed";
UPDATE "claim_session" SET "checked_at" = '1970-01-01';
