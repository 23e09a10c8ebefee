import "server-only";
import type { BudgetTarget } from "@/lib/budgets/schema";
import { getDatabase, type Transaction } from "@/lib/db/client";
import type { AlertRule } from "./match-rule";
import { alertScopeSchema, thresholdsSchema, type AlertBasis, type AlertMessage } from "./schema";
import type { AlertMemory, PeriodMemory } from "./state";

export async function listEnabledRules(): Promise<AlertRule[]> {
  const rows = await getDatabase().alertRule.findMany({
    where: { isEnabled: true, deletedAt: null },
  });
  return rows.map((row) => ({
    id: row.id,
    scope: alertScopeSchema.parse(row.scope),
    tenantId: row.tenantId,
    entityId: row.entityId,
    thresholds: thresholdsSchema.parse(row.thresholds),
    channelIds: row.channelIds,
    profileId: row.profileId,
    createdBy: row.createdBy,
  }));
}

/** One budget's alerts change under this, whichever process saw something. */
export function withAlertLock<T>(
  target: BudgetTarget,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const key = `alert ${target.kind} ${target.tenant_id} ${target.id}`;
  return getDatabase().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
    return work(tx);
  });
}

const toKey = ({ kind, tenant_id, id }: BudgetTarget) => ({
  tenantId: tenant_id,
  kind,
  entityId: id,
});

export async function findPeriod(
  tx: Transaction,
  target: BudgetTarget,
): Promise<PeriodMemory | null> {
  const row = await tx.budgetPeriod.findUnique({
    where: { tenantId_kind_entityId: toKey(target) },
  });
  return row && { ...row, spentUsd: row.spentUsd.toNumber() };
}

export async function savePeriod(
  tx: Transaction,
  target: BudgetTarget,
  period: PeriodMemory,
): Promise<void> {
  const { number, resetAt, spentUsd, observedAt } = period;
  const data = { number, resetAt, spentUsd, observedAt };
  await tx.budgetPeriod.upsert({
    where: { tenantId_kind_entityId: toKey(target) },
    create: { ...toKey(target), ...data },
    update: data,
  });
}

export interface StoredAlert extends AlertMemory {
  id: string;
  ruleId: string;
  basis: AlertBasis;
  percent: number;
}

/** The alerts of a period; those of earlier ones are resolved on the way. */
export async function listPeriodAlerts(
  tx: Transaction,
  target: BudgetTarget,
  period: number,
  now: Date,
): Promise<StoredAlert[]> {
  await tx.alert.updateMany({
    where: { ...toKey(target), period: { lt: period }, state: { not: "resolved" } },
    data: { state: "resolved", isAbove: false, changedAt: now },
  });
  return tx.alert.findMany({
    where: { ...toKey(target), period },
    select: {
      id: true,
      ruleId: true,
      basis: true,
      percent: true,
      state: true,
      isAbove: true,
      crossings: true,
    },
  });
}

export interface AlertWrite {
  ruleId: string;
  basis: AlertBasis;
  percent: number;
  period: number;
  memory: AlertMemory;
  amountUsd: number;
  limitUsd: number;
  resetAt: Date | null;
  /** It was crossed just now: whatever people did with an earlier crossing is over. */
  isNew: boolean;
  now: Date;
}

/** Stores what a threshold has become. @returns the alert's id */
export async function saveAlert(
  tx: Transaction,
  target: BudgetTarget,
  { ruleId, basis, percent, period, memory, isNew, now, ...figures }: AlertWrite,
): Promise<string> {
  const key = { ...toKey(target), ruleId, basis, percent, period };
  const data = { ...memory, ...(memory.isAbove ? figures : {}), changedAt: now };
  const anew = { crossedAt: now, snoozedUntil: null, changedBy: null };
  const { id } = await tx.alert.upsert({
    where: { tenantId_kind_entityId_ruleId_basis_percent_period: key },
    create: { ...key, ...figures, ...data, ...anew },
    update: { ...data, ...(isNew ? anew : {}) },
    select: { id: true },
  });
  return id;
}

export interface NewMessage {
  alertId: string;
  crossing: number;
  channelId: string;
  message: AlertMessage;
}

/** Messages to channels that are on; each once. */
export async function queueMessages(
  tx: Transaction,
  messages: readonly NewMessage[],
  now: Date,
): Promise<void> {
  if (messages.length === 0) return;
  const channels = await tx.alertChannel.findMany({
    where: {
      id: { in: messages.map(({ channelId }) => channelId) },
      isEnabled: true,
      deletedAt: null,
    },
    select: { id: true },
  });
  await tx.alertDelivery.createMany({
    data: messages
      .filter(({ channelId }) => channels.some(({ id }) => id === channelId))
      .map((one) => ({ ...one, message: { ...one.message }, nextAttemptAt: now })),
    skipDuplicates: true,
  });
}

/** How long a deleted rule or channel can be taken back. */
const RESTORABLE_MS = 30 * 86_400_000;

/** Ends snoozes, resolves alerts of budgets that lost their limit, and removes for good what was deleted long ago. */
export async function tidyAlerts(now: Date): Promise<void> {
  const at = now.toISOString();
  const db = getDatabase();
  await db.$executeRaw`
    UPDATE alert SET state = 'active', snoozed_until = NULL, changed_at = ${at}::timestamptz
    WHERE state = 'snoozed' AND snoozed_until <= ${at}::timestamptz`;
  await db.$executeRaw`
    UPDATE alert a SET state = 'resolved', is_above = false, changed_at = ${at}::timestamptz
    WHERE a.state IN ('active', 'acknowledged', 'snoozed') AND NOT EXISTS (
      SELECT 1 FROM budget_row b
      WHERE b.kind = a.kind::text AND b.tenant_id = a.tenant_id AND b.id = a.entity_id
        AND b.max_budget_usd IS NOT NULL)`;
  const where = { deletedAt: { lt: new Date(now.getTime() - RESTORABLE_MS) } };
  await db.alertRule.deleteMany({ where });
  await db.alertChannel.deleteMany({ where });
}

const KEPT_EVENT_DAYS = 7;

/** @returns false where the event was taken in before */
export async function rememberEvent(id: string, receivedAt: Date): Promise<boolean> {
  const added = await getDatabase().$executeRaw`
    INSERT INTO hook_event (id, received_at) VALUES (${id}, ${receivedAt.toISOString()}::timestamptz)
    ON CONFLICT (id) DO NOTHING`;
  const oldest = new Date(receivedAt.getTime() - KEPT_EVENT_DAYS * 86_400_000);
  await getDatabase().hookEvent.deleteMany({ where: { receivedAt: { lt: oldest } } });
  return added === 1;
}

/** The tenant that a key works for now. */
export async function findTenantOfAgent(agentId: string): Promise<string | null> {
  const row = await getDatabase().agent.findFirst({
    where: { id: agentId, status: "active" },
    select: { tenantId: true },
  });
  return row?.tenantId ?? null;
}
