import "server-only";
import type { TenantScope } from "@/lib/auth/policy";
import type { BudgetKind } from "@/lib/budgets/schema";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { AlertBasis, AlertChannelKind, AlertListQuery, AlertState } from "./schema";

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

export interface ListedAlert {
  id: string;
  kind: BudgetKind;
  tenant_id: string;
  entity_id: string;
  name: string | null;
  key_name: string | null;
  tenant_name: string | null;
  rule_name: string | null;
  basis: AlertBasis;
  percent: number;
  state: AlertState;
  crossings: number;
  crossed_at: Date;
  amount_usd: string;
  limit_usd: string;
  reset_at: Date | null;
  snoozed_until: Date | null;
  changed_by: string | null;
  found: number;
}

export interface AlertListInput {
  scope: TenantScope;
  personId: string;
  state: AlertListQuery["state"];
  tenantId: string;
  limit: number;
  offset: number;
}

/**
 * Newest first; a state or a tenant is served by its index, and names are looked up for the page's rows only:
 * a plain join would read every agent and account for them.
 */
export function listAlertRows(input: AlertListInput): Promise<ListedAlert[]> {
  const tenant =
    input.tenantId === "" ? Prisma.empty : Prisma.sql`AND a.tenant_id = ${input.tenantId}`;
  return getDatabase().$queryRaw<ListedAlert[]>`
    SELECT p.*, b.name, b.key_name, b.tenant_name, r.name AS rule_name
    FROM (
      SELECT a.id::text, a.kind::text AS kind, a.tenant_id, a.entity_id, a.rule_id,
             a.basis::text AS basis, a.percent, a.state::text AS state, a.crossings, a.crossed_at,
             a.amount_usd::text, a.limit_usd::text, a.reset_at, a.snoozed_until, a.changed_by,
             (count(*) OVER ())::int AS found
      FROM alert a
      WHERE ${whereSeen(input.scope, input.personId)} AND ${whereState(input.state)} ${tenant}
      ORDER BY a.crossed_at DESC, a.id LIMIT ${input.limit} OFFSET ${input.offset}
    ) p
    LEFT JOIN LATERAL (
      SELECT name, key_name, tenant_name FROM budget_row
      WHERE kind = p.kind AND tenant_id = p.tenant_id AND id = p.entity_id LIMIT 1
    ) b ON true
    LEFT JOIN alert_rule r ON r.id = p.rule_id
    ORDER BY p.crossed_at DESC, p.id`;
}

export async function countUnreadAlerts(
  scope: TenantScope,
  personId: string,
  userId: string,
): Promise<{ count: number; active: number }> {
  const [row] = await getDatabase().$queryRaw<{ count: number; active: number }[]>`
    SELECT count(*) FILTER (WHERE a.crossed_at > coalesce(
             (SELECT seen_at FROM alert_seen WHERE user_id = ${userId}::uuid), 'epoch'))::int AS count,
           count(*)::int AS active
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

export async function findAlertTenant(id: string): Promise<{ tenantId: string } | null> {
  return getDatabase().alert.findUnique({ where: { id }, select: { tenantId: true } });
}

/** @returns false where it is resolved already */
export async function changeAlert(
  id: string,
  change: { state: AlertState; snoozedUntil: Date | null; changedBy: string; changedAt: Date },
): Promise<boolean> {
  const { count } = await getDatabase().alert.updateMany({
    where: { id, state: { not: "resolved" } },
    data: change,
  });
  return count === 1;
}

export interface ListedDelivery {
  id: string;
  channel_name: string | null;
  channel_kind: AlertChannelKind | null;
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
    SELECT d.id::text, c.name AS channel_name, c.kind::text AS channel_kind,
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
