-- CreateTable
CREATE TABLE "agent_usage_monthly" (
    "tenant_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "agent_id" TEXT NOT NULL,
    "cost_usd" DECIMAL(24,12) NOT NULL,
    "prompt_tokens" BIGINT NOT NULL,
    "completion_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_creation_tokens" BIGINT NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "call_count" BIGINT NOT NULL,
    "failed_call_count" BIGINT NOT NULL,

    CONSTRAINT "agent_usage_monthly_pkey" PRIMARY KEY ("tenant_id","month","agent_id")
);

-- What is there already.
INSERT INTO "agent_usage_monthly" ("tenant_id", "month", "agent_id", "cost_usd", "prompt_tokens",
  "completion_tokens", "cache_read_tokens", "cache_creation_tokens", "total_tokens", "call_count",
  "failed_call_count")
SELECT "tenant_id", date_trunc('month', "day")::date, "agent_id", sum("cost_usd"), sum("prompt_tokens"),
  sum("completion_tokens"), sum("cache_read_tokens"), sum("cache_creation_tokens"), sum("total_tokens"),
  sum("call_count"), sum("failed_call_count")
FROM "agent_usage_daily" GROUP BY 1, 2, 3;
