-- CreateEnum
CREATE TYPE "alert_basis" AS ENUM ('spent', 'forecast');

-- CreateEnum
CREATE TYPE "alert_state" AS ENUM ('active', 'acknowledged', 'snoozed', 'resolved');

-- CreateEnum
CREATE TYPE "alert_channel_kind" AS ENUM ('email', 'slack', 'webhook');

-- CreateEnum
CREATE TYPE "alert_delivery_state" AS ENUM ('pending', 'sent', 'dead');

-- CreateTable
CREATE TABLE "alert_channel" (
    "id" UUID NOT NULL,
    "tenant_id" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "kind" "alert_channel_kind" NOT NULL,
    "target" TEXT NOT NULL,
    "secret" TEXT,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_rule" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL DEFAULT '',
    "entity_id" TEXT NOT NULL DEFAULT '',
    "thresholds" JSONB NOT NULL,
    "channel_ids" TEXT[],
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "profile_id" UUID,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_period" (
    "tenant_id" TEXT NOT NULL,
    "kind" "budget_kind" NOT NULL,
    "entity_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "reset_at" TIMESTAMPTZ(3),
    "spent_usd" DECIMAL(24,12) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "budget_period_pkey" PRIMARY KEY ("tenant_id","kind","entity_id")
);

-- CreateTable
CREATE TABLE "alert" (
    "tenant_id" TEXT NOT NULL,
    "kind" "budget_kind" NOT NULL,
    "entity_id" TEXT NOT NULL,
    "rule_id" UUID NOT NULL,
    "basis" "alert_basis" NOT NULL,
    "percent" INTEGER NOT NULL,
    "period" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "state" "alert_state" NOT NULL DEFAULT 'active',
    "crossings" INTEGER NOT NULL DEFAULT 1,
    "is_above" BOOLEAN NOT NULL DEFAULT true,
    "crossed_at" TIMESTAMPTZ(3) NOT NULL,
    "amount_usd" DECIMAL(24,12) NOT NULL,
    "limit_usd" DECIMAL(24,12) NOT NULL,
    "reset_at" TIMESTAMPTZ(3),
    "snoozed_until" TIMESTAMPTZ(3),
    "changed_by" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("tenant_id","kind","entity_id","rule_id","basis","percent","period")
);

-- CreateTable
CREATE TABLE "alert_delivery" (
    "alert_id" UUID NOT NULL,
    "crossing" INTEGER NOT NULL,
    "channel_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "state" "alert_delivery_state" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "message" JSONB NOT NULL,

    CONSTRAINT "alert_delivery_pkey" PRIMARY KEY ("alert_id","crossing","channel_id")
);

-- CreateTable
CREATE TABLE "alert_seen" (
    "user_id" UUID NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_seen_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "hook_event" (
    "id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hook_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_profile" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "is_for_all_tenants" BOOLEAN NOT NULL DEFAULT true,
    "tenant_ids" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_archived" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "budget_profile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_profile_version" (
    "profile_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_profile_version_pkey" PRIMARY KEY ("profile_id","version")
);

-- CreateTable
CREATE TABLE "budget_profile_assignment" (
    "tenant_id" TEXT NOT NULL,
    "kind" "budget_kind" NOT NULL,
    "entity_id" TEXT NOT NULL,
    "profile_id" UUID NOT NULL,
    "pinned_version" INTEGER,
    "applied_version" INTEGER,
    "assigned_by" TEXT NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "budget_profile_assignment_pkey" PRIMARY KEY ("tenant_id","kind","entity_id")
);

-- CreateIndex
CREATE INDEX "alert_channel_tenant_id_idx" ON "alert_channel"("tenant_id");

-- CreateIndex
CREATE INDEX "alert_rule_tenant_id_idx" ON "alert_rule"("tenant_id");

-- CreateIndex
CREATE INDEX "alert_rule_profile_id_idx" ON "alert_rule"("profile_id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_id_key" ON "alert"("id");

-- CreateIndex
CREATE INDEX "alert_state_crossed_at_idx" ON "alert"("state", "crossed_at" DESC);

-- CreateIndex
CREATE INDEX "alert_crossed_at_idx" ON "alert"("crossed_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "alert_delivery_id_key" ON "alert_delivery"("id");

-- CreateIndex
CREATE INDEX "alert_delivery_state_next_attempt_at_idx" ON "alert_delivery"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "alert_delivery_created_at_idx" ON "alert_delivery"("created_at" DESC);

-- CreateIndex
CREATE INDEX "hook_event_received_at_idx" ON "hook_event"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "budget_profile_name_key" ON "budget_profile"("name");

-- CreateIndex
CREATE INDEX "budget_profile_assignment_profile_id_idx" ON "budget_profile_assignment"("profile_id");

-- People's accounts join the budgets. What they share is the row of LiteLLM that they link to.
DROP VIEW "budget_row";
CREATE VIEW "budget_row" AS
SELECT b.*,
       CASE WHEN b.max_budget_usd IS NULL THEN NULL
            WHEN b.max_budget_usd = 0 THEN 1
            ELSE b.spend_usd / b.max_budget_usd END AS used_share,
       CASE WHEN b.max_budget_usd IS NULL THEN 'none'
            WHEN b.spend_usd >= b.max_budget_usd THEN 'exceeded'
            WHEN b.spend_usd >= b.max_budget_usd * 0.8 THEN 'warning'
            ELSE 'ok' END AS state
FROM (
  SELECT 'tenant'::text AS kind, t.id AS tenant_id, t.id, t.name, NULL::text AS key_name,
         t.name AS tenant_name, t.budget_spend_usd AS spend_usd, t.soft_budget_usd,
         t.max_budget_usd, t.budget_duration, t.budget_reset_at, t.is_blocked, t.read_at
  FROM tenant t WHERE t.removed_at IS NULL
  UNION ALL
  SELECT 'agent', a.tenant_id, a.id, a.name, a.key_name, t.name, a.budget_spend_usd,
         a.soft_budget_usd, a.max_budget_usd, a.budget_duration, a.budget_reset_at,
         a.is_blocked, a.read_at
  FROM agent a JOIN tenant t ON t.id = a.tenant_id
  WHERE a.status = 'active' AND t.removed_at IS NULL
  UNION ALL
  SELECT 'account', '', a.customer_id, a.customer_id, NULL, a.person_id, coalesce(a.spend_usd, 0),
         b.soft_budget_usd, b.max_budget_usd, b.duration, b.reset_at, a.is_blocked,
         coalesce(a.read_at, b.read_at, 'epoch'::timestamptz)
  FROM account a LEFT JOIN account_budget b ON b.id = a.budget_id
  WHERE a.state = 'ok'
) b;

-- A version says what held at its time.
CREATE FUNCTION keep_budget_profile_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'budget_profile_version is append-only';
END $$;

CREATE TRIGGER keep_budget_profile_version BEFORE UPDATE OR DELETE ON "budget_profile_version"
FOR EACH ROW EXECUTE FUNCTION keep_budget_profile_version();

-- What the portal shows without being told: amber at 80 %, red at 100 %, and a limit that will be reached.
INSERT INTO "alert_rule" (id, name, scope, thresholds, channel_ids, created_by) VALUES
  ('00000000-0000-7000-8000-0000000000a1', 'Every budget', 'everything',
   '[{"basis":"spent","percent":80},{"basis":"spent","percent":100},{"basis":"forecast","percent":100}]',
   '{}', 'Tokenroll');
