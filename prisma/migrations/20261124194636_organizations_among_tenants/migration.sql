-- AlterTable
ALTER TABLE "tenant" ADD COLUMN     "is_organization" BOOLEAN NOT NULL DEFAULT false;

-- The budget of an organization is not changed from here, that of a team in none is.
CREATE OR REPLACE VIEW "budget_row" AS
SELECT b.kind, b.tenant_id, b.id, b.name, b.key_name, b.tenant_name, b.spend_usd, b.soft_budget_usd,
       b.max_budget_usd, b.budget_duration, b.budget_reset_at, b.is_blocked, b.read_at,
       CASE WHEN b.max_budget_usd IS NULL THEN NULL
            WHEN b.max_budget_usd = 0 THEN 1
            ELSE b.spend_usd / b.max_budget_usd END AS used_share,
       CASE WHEN b.max_budget_usd IS NULL THEN 'none'
            WHEN b.spend_usd >= b.max_budget_usd THEN 'exceeded'
            WHEN b.spend_usd >= b.max_budget_usd * 0.8 THEN 'warning'
            ELSE 'ok' END AS state,
       b.is_organization
FROM (
  SELECT 'tenant'::text AS kind, t.id AS tenant_id, t.id, t.name, NULL::text AS key_name,
         t.name AS tenant_name, t.budget_spend_usd AS spend_usd, t.soft_budget_usd,
         t.max_budget_usd, t.budget_duration, t.budget_reset_at, t.is_blocked, t.read_at,
         t.is_organization
  FROM tenant t WHERE t.removed_at IS NULL
  UNION ALL
  SELECT 'agent', a.tenant_id, a.id, a.name, a.key_name, t.name, a.budget_spend_usd,
         a.soft_budget_usd, a.max_budget_usd, a.budget_duration, a.budget_reset_at,
         a.is_blocked, a.read_at, false
  FROM agent a JOIN tenant t ON t.id = a.tenant_id
  WHERE a.status = 'active' AND t.removed_at IS NULL
  UNION ALL
  SELECT 'account', '', a.customer_id, a.customer_id, NULL, a.person_id, coalesce(a.spend_usd, 0),
         b.soft_budget_usd, b.max_budget_usd, b.duration, b.reset_at, a.is_blocked,
         coalesce(a.read_at, b.read_at, 'epoch'::timestamptz), false
  FROM account a LEFT JOIN account_budget b ON b.id = a.budget_id
  WHERE a.state = 'ok'
) b;
