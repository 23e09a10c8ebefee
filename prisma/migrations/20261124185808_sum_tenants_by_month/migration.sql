-- CreateTable
CREATE TABLE "tenant_usage_monthly" (
    "tenant_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "cost_usd" DECIMAL(24,12) NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "call_count" BIGINT NOT NULL,

    CONSTRAINT "tenant_usage_monthly_pkey" PRIMARY KEY ("tenant_id","month")
);

-- CreateIndex
CREATE INDEX "tenant_usage_monthly_month_tenant_id_idx" ON "tenant_usage_monthly"("month", "tenant_id");

-- What is there already.
INSERT INTO "tenant_usage_monthly" ("tenant_id", "month", "cost_usd", "total_tokens", "call_count")
SELECT "tenant_id", date_trunc('month', "day")::date, sum("cost_usd"), sum("total_tokens"), sum("call_count")
FROM "tenant_usage_daily" GROUP BY 1, 2;
