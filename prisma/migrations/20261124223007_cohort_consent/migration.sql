-- AlterTable
ALTER TABLE "cohort_member" ADD COLUMN     "agreed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "cohort_share" ADD COLUMN     "has_everybody" BOOLEAN NOT NULL DEFAULT false;

-- What an administrator has shared until now is seen whole, as before.
UPDATE "cohort_share" s SET "has_everybody" = true
FROM "cohort" c JOIN "user" u ON u."id" = c."owner_id"
WHERE c."id" = s."cohort_id" AND coalesce(u."claimed_role", u."role") = 'platform_admin';
