-- CreateEnum
CREATE TYPE "account_kind" AS ENUM ('web', 'cli', 'premium', 'project', 'other');

-- CreateEnum
CREATE TYPE "account_state" AS ENUM ('ok', 'absent', 'failed');

-- CreateEnum
CREATE TYPE "spend_change" AS ENUM ('first', 'spend', 'reset', 'recreated', 'lowered', 'gone');

-- AlterEnum
ALTER TYPE "snapshot_kind" ADD VALUE 'accounts';

-- CreateTable
CREATE TABLE "account_budget" (
    "id" TEXT NOT NULL,
    "max_budget_usd" DECIMAL(24,12),
    "soft_budget_usd" DECIMAL(24,12),
    "duration" TEXT,
    "reset_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "person_id" TEXT NOT NULL,
    "kind" "account_kind" NOT NULL,
    "customer_id" TEXT NOT NULL,
    "state" "account_state" NOT NULL,
    "alias" TEXT,
    "spend_usd" DECIMAL(24,12),
    "budget_id" TEXT,
    "is_blocked" BOOLEAN NOT NULL DEFAULT false,
    "read_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "pending_reset_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "account_pkey" PRIMARY KEY ("person_id","kind","customer_id")
);

-- CreateTable
CREATE TABLE "account_observation" (
    "person_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "account_kind" NOT NULL,
    "change" "spend_change" NOT NULL,
    "spend_usd" DECIMAL(24,12) NOT NULL,
    "previous_spend_usd" DECIMAL(24,12),
    "max_budget_usd" DECIMAL(24,12),
    "period_ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_observation_pkey" PRIMARY KEY ("person_id","customer_id","observed_at")
);

-- CreateTable
CREATE TABLE "account_spend_daily" (
    "person_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "kind" "account_kind" NOT NULL,
    "customer_id" TEXT NOT NULL,
    "spend_usd" DECIMAL(24,12) NOT NULL,
    "spread_usd" DECIMAL(24,12) NOT NULL DEFAULT 0,

    CONSTRAINT "account_spend_daily_pkey" PRIMARY KEY ("person_id","day","kind","customer_id")
);

-- CreateTable
CREATE TABLE "account_activity_daily" (
    "person_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "kind" "account_kind" NOT NULL,
    "customer_id" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "spend_usd" DECIMAL(24,12) NOT NULL,
    "call_count" BIGINT NOT NULL,

    CONSTRAINT "account_activity_daily_pkey" PRIMARY KEY ("person_id","day","kind","customer_id","dimension","name")
);

-- CreateTable
CREATE TABLE "cohort" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "cohort_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cohort_member" (
    "cohort_id" UUID NOT NULL,
    "person_id" TEXT NOT NULL,
    "name" TEXT,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cohort_member_pkey" PRIMARY KEY ("cohort_id","person_id")
);

-- CreateTable
CREATE TABLE "cohort_share" (
    "cohort_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "cohort_share_pkey" PRIMARY KEY ("cohort_id","user_id")
);

-- CreateTable
CREATE TABLE "cohort_snapshot" (
    "cohort_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "as_of" TIMESTAMPTZ(3),
    "name" TEXT NOT NULL,

    CONSTRAINT "cohort_snapshot_pkey" PRIMARY KEY ("cohort_id","id")
);

-- CreateTable
CREATE TABLE "cohort_snapshot_person" (
    "cohort_id" UUID NOT NULL,
    "snapshot_id" UUID NOT NULL,
    "person_id" TEXT NOT NULL,
    "web_usd" DECIMAL(24,12),
    "cli_usd" DECIMAL(24,12),
    "premium_usd" DECIMAL(24,12),
    "is_partial" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "cohort_snapshot_person_pkey" PRIMARY KEY ("cohort_id","snapshot_id","person_id")
);

-- CreateIndex
CREATE INDEX "account_customer_id_idx" ON "account"("customer_id");

-- CreateIndex
CREATE INDEX "account_budget_id_idx" ON "account"("budget_id");

-- CreateIndex
CREATE INDEX "account_observation_observed_at_idx" ON "account_observation" USING BRIN ("observed_at");

-- CreateIndex
CREATE INDEX "cohort_owner_id_idx" ON "cohort"("owner_id");

-- CreateIndex
CREATE INDEX "cohort_member_person_id_idx" ON "cohort_member"("person_id");

-- CreateIndex
CREATE INDEX "cohort_share_user_id_idx" ON "cohort_share"("user_id");

-- AddForeignKey
ALTER TABLE "cohort_member" ADD CONSTRAINT "cohort_member_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cohort_share" ADD CONSTRAINT "cohort_share_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cohort_snapshot" ADD CONSTRAINT "cohort_snapshot_cohort_id_fkey" FOREIGN KEY ("cohort_id") REFERENCES "cohort"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cohort_snapshot_person" ADD CONSTRAINT "cohort_snapshot_person_cohort_id_snapshot_id_fkey" FOREIGN KEY ("cohort_id", "snapshot_id") REFERENCES "cohort_snapshot"("cohort_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
