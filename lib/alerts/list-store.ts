import "server-only";
import type { TenantScope } from "@/lib/auth/policy";
import type { BudgetKind } from "@/lib/budgets/schema";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { escapeLike } from "@/lib/db/like";
import type { AlertBasis, AlertListQuery, AlertState, Threshold } from "./schema";

/** Alerts of tenants in scope; those of people's accounts are for who sees everything and for the person. */
function whereSeen(scope: TenantScope, personId: string): Prisma.Sql {
  if (scope.kind === "all") return Prisma.sql`true`;
  return Prisma.sql`(a.tenant_id = ANY(${[...scope.tenantIds]})
    OR (a.tenant_id = '' AND a.kind = 'account' AND a.entity_id = ANY(ARRAY(
      SELECT customer_id FROM account WHERE person_id = ${personId}))))`;
}

function whereState(state: AlertListQuery["state"]): Prisma.Sql {
  if (state === "all") return Prisma.sql`true`;
  if (state === "open") return Prisma.sql`a.state IN ('active', 'acknowledged', 'snoozed')`;
  return Prisma.sql`a.state = ${state}::alert_state`;
}

/** A budget with what it crossed in one period, as far as it is in the states that were asked for. */
export interface ListedAlert {
  id: string;
  kind: BudgetKind;
  tenant_id: string;
  entity_id: string;
  thresholds: Threshold[];
  rule_names: string[];
  state: AlertState;
  crossed_at: Date;
  snoozed_until: Date | null;
  changed_by: string | null;
  /** As they were when it was last looked at; null where no threshold is about them. */
  spent_usd: string | null;
  expected_usd: string | null;
  limit_usd: string;
  reset_at: Date | null;
  /** The budget as it is now; null where LiteLLM no longer lists it. */
  name: string | null;
  key_name: string | null;
  tenant_name: string | null;
  spent_now_usd: string | null;
  limit_now_usd: string | null;
  reset_now_at: Date | null;
  found: number;
}

export interface AlertListInput {
  scope: TenantScope;
  personId: string;
  state: AlertListQuery["state"];
  tenantId: string;
  q: string;
  limit: number;
  offset: number;
}

/**
 * Open ones first, worst first; a state or a tenant is served by its index. What belongs to the budget and the
 * rules is looked up for the page's rows only: a plain join would read every agent and account for them.
 */
export function listAlertRows(input: AlertListInput): Promise<ListedAlert[]> {
  const pattern = `%${escapeLike(input.q)}%`;
  const found =
    input.q === ""
      ? Prisma.empty
      : Prisma.sql`AND (a.kind::text, a.tenant_id, a.entity_id) IN (
          SELECT kind, tenant_id, id FROM budget_row WHERE name ILIKE ${pattern} OR key_name ILIKE ${pattern}
            OR id ILIKE ${pattern} OR tenant_name ILIKE ${pattern})`;
  const tenant =
    input.tenantId === "" ? Prisma.empty : Prisma.sql`AND a.tenant_id = ${input.tenantId}`;
  const order = Prisma.sql`is_over, spent_share DESC NULLS LAST, expected_share DESC NULLS LAST,
    crossed_at DESC, id`;
  return getDatabase().$queryRaw<ListedAlert[]>`
    SELECT p.*, p.state::text AS state, b.name, b.key_name, b.tenant_name,
           b.spend_usd::text AS spent_now_usd, b.max_budget_usd::text AS limit_now_usd,
           b.budget_reset_at AS reset_now_at,
           ARRAY(SELECT r.name FROM alert_rule r WHERE r.id = ANY(p.rule_ids) ORDER BY 1) AS rule_names
    FROM (
      SELECT a.kind::text AS kind, a.tenant_id, a.entity_id, a.state = 'resolved' AS is_over,
             (array_agg(a.id::text ORDER BY a.basis, a.percent DESC))[1] AS id,
             json_agg(json_build_object('basis', a.basis, 'percent', a.percent)) AS thresholds,
             array_agg(a.rule_id) AS rule_ids, min(a.state) AS state,
             max(a.crossed_at) AS crossed_at, max(a.snoozed_until) AS snoozed_until,
             max(a.changed_by) AS changed_by, max(a.limit_usd)::text AS limit_usd,
             max(a.amount_usd) FILTER (WHERE a.basis = 'spent')::text AS spent_usd,
             max(a.amount_usd) FILTER (WHERE a.basis = 'forecast')::text AS expected_usd,
             max(a.reset_at) AS reset_at, ${toOpenShare("spent")} AS spent_share,
             ${toOpenShare("forecast")} AS expected_share, (count(*) OVER ())::int AS found
      FROM alert a
      WHERE ${whereSeen(input.scope, input.personId)} AND ${whereState(input.state)} ${tenant} ${found}
      GROUP BY a.kind, a.tenant_id, a.entity_id, a.period, a.state = 'resolved'
      ORDER BY ${order} LIMIT ${input.limit} OFFSET ${input.offset}
    ) p
    LEFT JOIN LATERAL (
      SELECT name, key_name, tenant_name, spend_usd, max_budget_usd, budget_reset_at FROM budget_row
      WHERE kind = p.kind AND tenant_id = p.tenant_id AND id = p.entity_id LIMIT 1
    ) b ON true
    ORDER BY ${order}`;
}

/** The highest share of the limit, with a limit of nothing above all; null where it is over. */
function toOpenShare(basis: AlertBasis): Prisma.Sql {
  return Prisma.sql`max(CASE WHEN a.limit_usd = 0 THEN 'infinity' ELSE a.amount_usd / a.limit_usd END)
    FILTER (WHERE a.basis = ${basis}::alert_basis AND a.state <> 'resolved')`;
}

export async function countUnreadAlerts(
  scope: TenantScope,
  personId: string,
  userId: string,
): Promise<{ count: number; active: number }> {
  const [row] = await getDatabase().$queryRaw<{ count: number; active: number }[]>`
    SELECT count(DISTINCT (a.kind, a.tenant_id, a.entity_id)) FILTER (WHERE a.crossed_at > coalesce(
             (SELECT seen_at FROM alert_seen WHERE user_id = ${userId}::uuid), 'epoch'))::int AS count,
           count(DISTINCT (a.kind, a.tenant_id, a.entity_id))::int AS active
    FROM alert a WHERE a.state = 'active' AND ${whereSeen(scope, personId)}`;
  return row ?? { count: 0, active: 0 };
}

export async function saveSeen(userId: string, seenAt: Date): Promise<void> {
  await getDatabase().alertSeen.upsert({
    where: { userId },
    create: { userId, seenAt },
    update: { seenAt },
  });
}

/** The tenants of alerts; one that is unknown has none. */
export async function listAlertTenants(ids: readonly string[]): Promise<string[]> {
  const rows = await getDatabase().alert.findMany({
    where: { id: { in: [...ids] } },
    select: { tenantId: true },
  });
  return rows.map(({ tenantId }) => tenantId);
}

/** Everything of a budget that is open goes with the alert that was named. @returns how many changed */
export function changeAlerts(
  ids: readonly string[],
  change: { state: AlertState; snoozedUntil: Date | null; changedBy: string; changedAt: Date },
): Promise<number> {
  const until = change.snoozedUntil?.toISOString() ?? null;
  return getDatabase().$executeRaw`
    UPDATE alert a SET state = ${change.state}::alert_state, snoozed_until = ${until}::timestamptz,
      changed_by = ${change.changedBy}, changed_at = ${change.changedAt.toISOString()}::timestamptz
    FROM alert named
    WHERE named.id = ANY(${[...ids]}::uuid[]) AND a.state <> 'resolved' AND a.kind = named.kind
      AND a.tenant_id = named.tenant_id AND a.entity_id = named.entity_id AND a.period = named.period`;
}

export interface ListedDelivery {
  id: string;
  channel_name: string | null;
  channel_tenant_id: string | null;
  says: string | null;
  state: "pending" | "sent" | "dead";
  attempts: number;
  created_at: Date;
  sent_at: Date | null;
  next_attempt_at: Date;
  last_error: string | null;
  found: number;
}

/** Messages of channels in scope, newest first. */
export function listDeliveryRows(
  scope: TenantScope,
  limit: number,
  offset: number,
): Promise<ListedDelivery[]> {
  const seen =
    scope.kind === "all"
      ? Prisma.sql`true`
      : Prisma.sql`c.tenant_id = ANY(${[...scope.tenantIds]})`;
  return getDatabase().$queryRaw<ListedDelivery[]>`
    SELECT d.id::text, c.name AS channel_name, 
           c.tenant_id AS channel_tenant_id, d.message->>'says' AS says, d.state::text AS state,
           d.attempts, d.created_at, d.sent_at, d.next_attempt_at, d.last_error,
           (count(*) OVER ())::int AS found
    FROM alert_delivery d LEFT JOIN alert_channel c ON c.id = d.channel_id
    WHERE ${seen} ORDER BY d.created_at DESC, d.id LIMIT ${limit} OFFSET ${offset}`;
}

export async function findDeliveryTenant(id: string): Promise<string | null> {
  const [row] = await getDatabase().$queryRaw<{ tenant_id: string }[]>`
    SELECT c.tenant_id FROM alert_delivery d JOIN alert_channel c ON c.id = d.channel_id
    WHERE d.id = ${id}::uuid`;
  return row?.tenant_id ?? null;
}
