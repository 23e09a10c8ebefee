-- CreateTable
CREATE TABLE "call" (
    "tenant_id" TEXT NOT NULL,
    "call_key" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "signal" SMALLINT NOT NULL,
    "harness" TEXT NOT NULL,
    "harness_version" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "person_from" TEXT NOT NULL,
    "tenant_from" TEXT NOT NULL,
    "token_id" UUID NOT NULL,
    "user_hint" TEXT NOT NULL,
    "team_hint" TEXT NOT NULL,
    "cost_center" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "call_count" SMALLINT NOT NULL,
    "is_failed" BOOLEAN NOT NULL,
    "uncached_input_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_write_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "reported_usd" DECIMAL(24,12),
    "reported_from" TEXT NOT NULL,
    "computed_usd" DECIMAL(24,12),
    "price_version" TEXT NOT NULL,
    "credits" DECIMAL(24,12),
    "billing_mode" TEXT NOT NULL,
    "cost_usd" DECIMAL(24,12),
    "value_usd" DECIMAL(24,12),
    "is_gateway" BOOLEAN NOT NULL,
    "charged_by" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "environment" TEXT NOT NULL,

    CONSTRAINT "call_pkey" PRIMARY KEY ("tenant_id","call_key","sent_at")
) PARTITION BY RANGE ("sent_at");

-- Its partitions stand apart, where no client of the schema looks for tables of its own.
CREATE SCHEMA "call_months";

-- The months that calls may come for at the first start; the worker makes those that follow.
DO $$
DECLARE
  month timestamp;
BEGIN
  FOR month IN SELECT generate_series(
    date_trunc('month', now() AT TIME ZONE 'UTC') - interval '13 months',
    date_trunc('month', now() AT TIME ZONE 'UTC') + interval '2 months', interval '1 month')
  LOOP
    EXECUTE format('CREATE TABLE call_months.%I PARTITION OF call FOR VALUES FROM (%L) TO (%L)',
      'call_' || to_char(month, 'YYYY_MM'), month || '+00', month + interval '1 month' || '+00');
  END LOOP;
END $$;

-- CreateTable
CREATE TABLE "call_activity" (
    "tenant_id" TEXT NOT NULL,
    "activity_key" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" DECIMAL(24,6) NOT NULL,
    "harness" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "environment" TEXT NOT NULL,

    CONSTRAINT "call_activity_pkey" PRIMARY KEY ("tenant_id","activity_key")
);

-- CreateTable
CREATE TABLE "call_mark" (
    "tenant_id" TEXT NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "session_id" TEXT NOT NULL,

    CONSTRAINT "call_mark_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "coding_session" (
    "tenant_id" TEXT NOT NULL,
    "harness" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "authority" SMALLINT,
    "person" TEXT NOT NULL,
    "harness_version" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "last_at" TIMESTAMPTZ(3),
    "repository" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "commit_sha" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "call_count" BIGINT NOT NULL DEFAULT 0,
    "cost_usd" DECIMAL(24,12) NOT NULL DEFAULT 0,
    "value_usd" DECIMAL(24,12) NOT NULL DEFAULT 0,
    "unpriced_count" BIGINT NOT NULL DEFAULT 0,
    "total_tokens" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "coding_session_pkey" PRIMARY KEY ("tenant_id","harness","session_id")
);

-- CreateTable
CREATE TABLE "call_hourly" (
    "tenant_id" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "person" TEXT NOT NULL,
    "harness" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "billing_mode" TEXT NOT NULL,
    "charged_by" TEXT NOT NULL,
    "cost_usd" DECIMAL(24,12) NOT NULL,
    "value_usd" DECIMAL(24,12) NOT NULL,
    "call_count" BIGINT NOT NULL,
    "failed_call_count" BIGINT NOT NULL,
    "unpriced_count" BIGINT NOT NULL,
    "uncached_input_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_write_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "lines_added" BIGINT NOT NULL,
    "lines_removed" BIGINT NOT NULL,
    "commits" BIGINT NOT NULL,
    "pull_requests" BIGINT NOT NULL,
    "active_seconds" BIGINT NOT NULL,

    CONSTRAINT "call_hourly_pkey" PRIMARY KEY ("tenant_id","hour","person","harness","provider","model","repository","environment","billing_mode","charged_by")
);

-- CreateTable
CREATE TABLE "call_daily" (
    "tenant_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "person" TEXT NOT NULL,
    "harness" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "billing_mode" TEXT NOT NULL,
    "charged_by" TEXT NOT NULL,
    "cost_usd" DECIMAL(24,12) NOT NULL,
    "value_usd" DECIMAL(24,12) NOT NULL,
    "call_count" BIGINT NOT NULL,
    "failed_call_count" BIGINT NOT NULL,
    "unpriced_count" BIGINT NOT NULL,
    "uncached_input_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_write_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "lines_added" BIGINT NOT NULL,
    "lines_removed" BIGINT NOT NULL,
    "commits" BIGINT NOT NULL,
    "pull_requests" BIGINT NOT NULL,
    "active_seconds" BIGINT NOT NULL,

    CONSTRAINT "call_daily_pkey" PRIMARY KEY ("tenant_id","day","person","harness","provider","model","repository","environment","billing_mode","charged_by")
);

-- CreateTable
CREATE TABLE "telemetry_health" (
    "token_id" UUID NOT NULL,
    "last_accepted_at" TIMESTAMPTZ(3),
    "last_rejected_at" TIMESTAMPTZ(3),
    "rejected_because" TEXT,
    "services" TEXT[],
    "signals" TEXT[],
    "temporalities" TEXT[],

    CONSTRAINT "telemetry_health_pkey" PRIMARY KEY ("token_id")
);

-- CreateIndex
CREATE INDEX "call_tenant_id_sent_at_idx" ON "call"("tenant_id", "sent_at");

-- CreateIndex
CREATE INDEX "call_tenant_id_session_id_idx" ON "call"("tenant_id", "session_id");

-- CreateIndex
CREATE INDEX "call_tenant_id_request_id_idx" ON "call"("tenant_id", "request_id");

-- CreateIndex
CREATE INDEX "call_activity_tenant_id_sent_at_idx" ON "call_activity"("tenant_id", "sent_at");

-- CreateIndex
CREATE INDEX "coding_session_tenant_id_last_at_idx" ON "coding_session"("tenant_id", "last_at");

-- CreateIndex
CREATE INDEX "coding_session_person_last_at_idx" ON "coding_session"("person", "last_at");

-- CreateIndex
CREATE INDEX "call_hourly_hour_tenant_id_idx" ON "call_hourly"("hour", "tenant_id");

-- CreateIndex
CREATE INDEX "call_hourly_person_hour_idx" ON "call_hourly"("person", "hour");

-- CreateIndex
CREATE INDEX "call_daily_day_tenant_id_idx" ON "call_daily"("day", "tenant_id");

-- CreateIndex
CREATE INDEX "call_daily_person_day_idx" ON "call_daily"("person", "day");

-- AddForeignKey
ALTER TABLE "telemetry_health" ADD CONSTRAINT "telemetry_health_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "api_token"("id") ON DELETE CASCADE ON UPDATE CASCADE;
