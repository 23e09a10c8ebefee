-- CreateEnum
CREATE TYPE "budget_kind" AS ENUM ('tenant', 'agent', 'account');

-- CreateEnum
CREATE TYPE "budget_change_outcome" AS ENUM ('writing', 'done', 'refused', 'unclear');

-- CreateEnum
CREATE TYPE "top_up_state" AS ENUM ('active', 'ended', 'replaced');

-- CreateTable
CREATE TABLE "budget_change" (
    "tenant_id" TEXT NOT NULL,
    "kind" "budget_kind" NOT NULL,
    "entity_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "undoes_batch_id" UUID,
    "outcome" "budget_change_outcome" NOT NULL DEFAULT 'writing',
    "actor_id" UUID,
    "actor" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "wanted" JSONB NOT NULL,
    "after" JSONB,
    "reason" TEXT,
    "error" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_change_pkey" PRIMARY KEY ("tenant_id","kind","entity_id","id")
);

-- CreateTable
CREATE TABLE "budget_top_up" (
    "tenant_id" TEXT NOT NULL,
    "kind" "budget_kind" NOT NULL,
    "entity_id" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "amount_usd" DECIMAL(24,12) NOT NULL,
    "base_limit_usd" DECIMAL(24,12) NOT NULL,
    "raised_limit_usd" DECIMAL(24,12) NOT NULL,
    "reset_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "top_up_state" NOT NULL DEFAULT 'active',
    "actor" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "budget_top_up_pkey" PRIMARY KEY ("tenant_id","kind","entity_id","id")
);

-- CreateIndex
CREATE INDEX "budget_change_batch_id_idx" ON "budget_change"("batch_id");

-- CreateIndex
CREATE INDEX "budget_change_undoes_batch_id_idx" ON "budget_change"("undoes_batch_id");

-- CreateIndex
CREATE INDEX "budget_top_up_state_reset_at_idx" ON "budget_top_up"("state", "reset_at");

-- Whatever LiteLLM limits, one row each, straight from the snapshots: nothing to keep in step.
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
) b;

-- The ledger of changes is for good: an entry is finished once and never touched again.
CREATE FUNCTION keep_budget_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.outcome = 'writing' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'budget_change is append-only';
END $$;

CREATE TRIGGER keep_budget_change BEFORE UPDATE OR DELETE ON "budget_change"
FOR EACH ROW EXECUTE FUNCTION keep_budget_change();
