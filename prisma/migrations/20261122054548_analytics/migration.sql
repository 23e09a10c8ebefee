-- CreateEnum
CREATE TYPE "activity_grain" AS ENUM ('day', 'hour');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "snapshot_kind" ADD VALUE 'leaderboard';
ALTER TYPE "snapshot_kind" ADD VALUE 'insights';

-- CreateTable
CREATE TABLE "insight_person" (
    "id" SERIAL NOT NULL,
    "identity" TEXT NOT NULL,
    "user_id" TEXT,
    "name" TEXT NOT NULL,
    "board_ref" UUID NOT NULL DEFAULT gen_random_uuid(),
    "alias" TEXT NOT NULL,
    "is_name_shared" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "insight_person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_person" (
    "project_name" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,

    CONSTRAINT "project_person_pkey" PRIMARY KEY ("project_name","person_id")
);

-- CreateTable
CREATE TABLE "person_activity" (
    "project_name" TEXT NOT NULL,
    "grain" "activity_grain" NOT NULL,
    "starts_at" TIMESTAMPTZ(0) NOT NULL,
    "person_id" INTEGER NOT NULL,
    "assistant_usd" DECIMAL(24,12) NOT NULL,
    "workflow_usd" DECIMAL(24,12) NOT NULL,
    "datasource_usd" DECIMAL(24,12) NOT NULL,
    "cli_usd" DECIMAL(24,12) NOT NULL,
    "total_usd" DECIMAL(24,12) NOT NULL,
    "assistant_tokens" BIGINT NOT NULL,
    "workflow_tokens" BIGINT NOT NULL,
    "datasource_tokens" BIGINT NOT NULL,
    "total_tokens" BIGINT NOT NULL,

    CONSTRAINT "person_activity_pkey" PRIMARY KEY ("project_name","grain","starts_at","person_id")
);

-- CreateTable
CREATE TABLE "activity_coverage" (
    "grain" "activity_grain" NOT NULL,
    "starts_at" TIMESTAMPTZ(0) NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "is_over" BOOLEAN NOT NULL,

    CONSTRAINT "activity_coverage_pkey" PRIMARY KEY ("grain","starts_at")
);

-- CreateTable
CREATE TABLE "insight_table" (
    "project_name" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "window_from" TIMESTAMPTZ(3) NOT NULL,
    "window_to" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "rows" JSONB NOT NULL,

    CONSTRAINT "insight_table_pkey" PRIMARY KEY ("project_name","period","name")
);

-- CreateTable
CREATE TABLE "cli_person" (
    "project_name" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "classification" TEXT NOT NULL,
    "sessions" INTEGER NOT NULL,
    "lines_added" INTEGER NOT NULL,
    "lines_removed" INTEGER NOT NULL,
    "net_lines" INTEGER NOT NULL,
    "cost_usd" DECIMAL(24,12) NOT NULL,

    CONSTRAINT "cli_person_pkey" PRIMARY KEY ("project_name","period","person_id")
);

-- CreateTable
CREATE TABLE "leaderboard_snapshot" (
    "id" TEXT NOT NULL,
    "view" TEXT NOT NULL,
    "season_key" TEXT,
    "period_label" TEXT NOT NULL,
    "period_start" TIMESTAMPTZ(3),
    "period_end" TIMESTAMPTZ(3),
    "is_final" BOOLEAN NOT NULL,
    "completed_at" TIMESTAMPTZ(3) NOT NULL,
    "comparison_id" TEXT,
    "zero_dimensions" TEXT[],
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leaderboard_snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leaderboard_entry" (
    "snapshot_id" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "rank" INTEGER NOT NULL,
    "previous_rank" INTEGER,
    "score" DECIMAL(5,2) NOT NULL,
    "previous_score" DECIMAL(5,2),
    "tier" TEXT NOT NULL,
    "intent" TEXT NOT NULL,
    "d1" DECIMAL(5,2) NOT NULL,
    "d2" DECIMAL(5,2) NOT NULL,
    "d3" DECIMAL(5,2) NOT NULL,
    "d4" DECIMAL(5,2) NOT NULL,
    "d5" DECIMAL(5,2) NOT NULL,
    "d6" DECIMAL(5,2) NOT NULL,
    "spend_usd" DECIMAL(24,12) NOT NULL,

    CONSTRAINT "leaderboard_entry_pkey" PRIMARY KEY ("snapshot_id","person_id")
);

-- CreateTable
CREATE TABLE "leaderboard_detail" (
    "snapshot_id" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "components" JSONB NOT NULL,
    "summary" JSONB NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leaderboard_detail_pkey" PRIMARY KEY ("snapshot_id","person_id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "tenant_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "insight_person_identity_key" ON "insight_person"("identity");

-- CreateIndex
CREATE UNIQUE INDEX "insight_person_user_id_key" ON "insight_person"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "insight_person_board_ref_key" ON "insight_person"("board_ref");

-- CreateIndex
CREATE INDEX "project_person_person_id_idx" ON "project_person"("person_id");

-- CreateIndex
CREATE INDEX "person_activity_grain_starts_at_idx" ON "person_activity"("grain", "starts_at");

-- CreateIndex
CREATE INDEX "person_activity_person_id_grain_starts_at_idx" ON "person_activity"("person_id", "grain", "starts_at");

-- CreateIndex
CREATE INDEX "cli_person_person_id_period_idx" ON "cli_person"("person_id", "period");

-- CreateIndex
CREATE INDEX "leaderboard_snapshot_view_completed_at_idx" ON "leaderboard_snapshot"("view", "completed_at" DESC);

-- CreateIndex
CREATE INDEX "leaderboard_entry_snapshot_id_rank_idx" ON "leaderboard_entry"("snapshot_id", "rank");

-- CreateIndex
CREATE INDEX "leaderboard_entry_person_id_idx" ON "leaderboard_entry"("person_id");

-- CreateIndex
CREATE INDEX "saved_view_tenant_id_page_idx" ON "saved_view"("tenant_id", "page");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_owner_id_page_name_key" ON "saved_view"("owner_id", "page", "name");
