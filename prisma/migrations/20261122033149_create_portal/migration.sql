-- CreateEnum
CREATE TYPE "role" AS ENUM ('platform_admin', 'operator', 'user');

-- CreateEnum
CREATE TYPE "agent_status" AS ENUM ('active', 'deleted', 'moved');

-- CreateEnum
CREATE TYPE "snapshot_kind" AS ENUM ('directory', 'usage', 'messages', 'prices');

-- CreateEnum
CREATE TYPE "sync_outcome" AS ENUM ('running', 'ok', 'partial', 'failed', 'abandoned');

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "role" "role" NOT NULL DEFAULT 'user',
    "is_disabled" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_sign_in_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenant_member" (
    "user_id" UUID NOT NULL,
    "tenant_id" TEXT NOT NULL,

    CONSTRAINT "tenant_member_pkey" PRIMARY KEY ("user_id","tenant_id")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "subject" TEXT NOT NULL,
    "failed_at" TIMESTAMPTZ(3) NOT NULL,
    "id" UUID NOT NULL,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("subject","failed_at","id")
);

-- CreateTable
CREATE TABLE "tenant" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "max_budget_usd" DECIMAL(24,12),
    "soft_budget_usd" DECIMAL(24,12),
    "budget_spend_usd" DECIMAL(24,12) NOT NULL DEFAULT 0,
    "budget_duration" TEXT,
    "budget_reset_at" TIMESTAMPTZ(3),
    "is_blocked" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT,
    "key_name" TEXT,
    "status" "agent_status" NOT NULL DEFAULT 'active',
    "max_budget_usd" DECIMAL(24,12),
    "soft_budget_usd" DECIMAL(24,12),
    "budget_spend_usd" DECIMAL(24,12) NOT NULL DEFAULT 0,
    "budget_duration" TEXT,
    "budget_reset_at" TIMESTAMPTZ(3),
    "is_blocked" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "usage_daily" (
    "tenant_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "agent_id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'litellm',
    "cost_usd" DECIMAL(24,12) NOT NULL,
    "prompt_tokens" BIGINT NOT NULL,
    "completion_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_creation_tokens" BIGINT NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "call_count" BIGINT NOT NULL,
    "failed_call_count" BIGINT NOT NULL,

    CONSTRAINT "usage_daily_pkey" PRIMARY KEY ("tenant_id","day","agent_id","provider","source")
);

-- CreateTable
CREATE TABLE "usage_model_daily" (
    "tenant_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "agent_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'litellm',
    "cost_usd" DECIMAL(24,12) NOT NULL,
    "prompt_tokens" BIGINT NOT NULL,
    "completion_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_creation_tokens" BIGINT NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "call_count" BIGINT NOT NULL,
    "failed_call_count" BIGINT NOT NULL,

    CONSTRAINT "usage_model_daily_pkey" PRIMARY KEY ("tenant_id","day","agent_id","model","source")
);

-- CreateTable
CREATE TABLE "agent_usage_daily" (
    "tenant_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "agent_id" TEXT NOT NULL,
    "cost_usd" DECIMAL(24,12) NOT NULL,
    "prompt_tokens" BIGINT NOT NULL,
    "completion_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_creation_tokens" BIGINT NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "call_count" BIGINT NOT NULL,
    "failed_call_count" BIGINT NOT NULL,

    CONSTRAINT "agent_usage_daily_pkey" PRIMARY KEY ("tenant_id","day","agent_id")
);

-- CreateTable
CREATE TABLE "provider_usage_daily" (
    "tenant_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "provider" TEXT NOT NULL,
    "cost_usd" DECIMAL(24,12) NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "call_count" BIGINT NOT NULL,

    CONSTRAINT "provider_usage_daily_pkey" PRIMARY KEY ("tenant_id","day","provider")
);

-- CreateTable
CREATE TABLE "channel_message_daily" (
    "tenant_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "channel" TEXT NOT NULL,
    "message_count" BIGINT NOT NULL,
    "overlap_max" BIGINT NOT NULL,

    CONSTRAINT "channel_message_daily_pkey" PRIMARY KEY ("tenant_id","day","channel")
);

-- CreateTable
CREATE TABLE "tenant_usage_daily" (
    "tenant_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "cost_usd" DECIMAL(24,12) NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "call_count" BIGINT NOT NULL,

    CONSTRAINT "tenant_usage_daily_pkey" PRIMARY KEY ("tenant_id","day")
);

-- CreateTable
CREATE TABLE "message_daily" (
    "tenant_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "agent_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'litellm',
    "message_count" BIGINT NOT NULL,
    "overlap_max" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "message_daily_pkey" PRIMARY KEY ("tenant_id","day","agent_id","channel","source")
);

-- CreateTable
CREATE TABLE "day_coverage" (
    "tenant_id" TEXT NOT NULL,
    "kind" "snapshot_kind" NOT NULL,
    "day" DATE NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "run_id" UUID NOT NULL,
    "rejected_rows" INTEGER NOT NULL DEFAULT 0,
    "held_reading" TEXT,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "day_coverage_pkey" PRIMARY KEY ("tenant_id","kind","day")
);

-- CreateTable
CREATE TABLE "snapshot_state" (
    "tenant_id" TEXT NOT NULL,
    "kind" "snapshot_kind" NOT NULL,
    "last_ok_at" TIMESTAMPTZ(3),
    "last_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "last_error" TEXT,
    "held_reading" TEXT,

    CONSTRAINT "snapshot_state_pkey" PRIMARY KEY ("tenant_id","kind")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" UUID NOT NULL,
    "job" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "worker_id" TEXT NOT NULL,
    "queue_job_id" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" "sync_outcome" NOT NULL DEFAULT 'running',
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "rows_changed" INTEGER NOT NULL DEFAULT 0,
    "rows_rejected" INTEGER NOT NULL DEFAULT 0,
    "pages" INTEGER NOT NULL DEFAULT 0,
    "requests" INTEGER NOT NULL DEFAULT 0,
    "retries" INTEGER NOT NULL DEFAULT 0,
    "progress_done" INTEGER NOT NULL DEFAULT 0,
    "progress_total" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_price" (
    "source" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "model_group" TEXT NOT NULL,
    "mode" TEXT,
    "input_usd_per_token" DECIMAL(24,18),
    "output_usd_per_token" DECIMAL(24,18),
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_price_pkey" PRIMARY KEY ("source","provider","model","model_group","effective_from")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "tenant_member_tenant_id_idx" ON "tenant_member"("tenant_id");

-- CreateIndex
CREATE INDEX "sign_in_attempt_failed_at_idx" ON "sign_in_attempt"("failed_at");

-- CreateIndex
CREATE INDEX "tenant_name_idx" ON "tenant"("name");

-- CreateIndex
CREATE INDEX "agent_id_idx" ON "agent"("id");

-- CreateIndex
CREATE INDEX "tenant_usage_daily_day_tenant_id_idx" ON "tenant_usage_daily"("day", "tenant_id");

-- CreateIndex
CREATE INDEX "sync_run_job_scope_started_at_idx" ON "sync_run"("job", "scope", "started_at" DESC);

-- CreateIndex
CREATE INDEX "sync_run_started_at_idx" ON "sync_run"("started_at" DESC);

-- CreateIndex
CREATE INDEX "sync_run_outcome_heartbeat_at_idx" ON "sync_run"("outcome", "heartbeat_at");

-- AddForeignKey
ALTER TABLE "tenant_member" ADD CONSTRAINT "tenant_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
