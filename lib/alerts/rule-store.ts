import "server-only";
import { randomUUID } from "node:crypto";
import type { TenantScope } from "@/lib/auth/policy";
import { getDatabase, type Transaction } from "@/lib/db/client";
import { sealChannel } from "./channel-secrets";
import { alertScopeSchema, type AlertChannelInput, type AlertRuleInput } from "./schema";

function toWhere(scope: TenantScope) {
  const own = scope.kind === "all" ? {} : { tenantId: { in: [...scope.tenantIds] } };
  return { deletedAt: null, ...own };
}

function toRule<T extends { scope: string }>(row: T) {
  return { ...row, scope: alertScopeSchema.parse(row.scope) };
}

/** Rules in scope; what is for everything concerns everybody. */
export async function listRules(scope: TenantScope) {
  const where = toWhere(scope);
  const rows = await getDatabase().alertRule.findMany({
    where: scope.kind === "all" ? where : { deletedAt: null, OR: [where, { scope: "everything" }] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 500,
  });
  return rows.map(toRule);
}

export async function findRule(id: string, isDeleted = false) {
  const where = { id, ...(isDeleted ? {} : { deletedAt: null }) };
  const row = await getDatabase().alertRule.findFirst({ where });
  return row && toRule(row);
}

export function listChannels(scope: TenantScope) {
  return getDatabase().alertChannel.findMany({
    where: toWhere(scope),
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 500,
  });
}

export function findChannel(id: string, isDeleted = false) {
  const where = { id, ...(isDeleted ? {} : { deletedAt: null }) };
  return getDatabase().alertChannel.findFirst({ where });
}

export async function listTenantNames(tenantIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await getDatabase().tenant.findMany({
    where: { id: { in: [...tenantIds] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** What agents are called, by tenant and agent; served by the agents' index on the id. */
export async function listAgentNames(agentIds: readonly string[]) {
  const rows = await getDatabase().agent.findMany({
    where: { id: { in: [...agentIds] } },
    select: { tenantId: true, id: true, name: true, keyName: true },
  });
  return new Map(rows.map((row) => [`${row.tenantId} ${row.id}`, row]));
}

/** Runs what belongs together, such as a change and its audit entry. */
export function inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return getDatabase().$transaction(work);
}

export async function saveRule(
  tx: Transaction,
  { id, ...rule }: AlertRuleInput,
  createdBy: string,
): Promise<string> {
  const isOfTenant = rule.scope !== "everything" && rule.scope !== "account";
  const data = {
    createdBy,
    name: rule.name,
    scope: rule.scope,
    tenantId: isOfTenant ? rule.tenant_id : "",
    entityId: rule.entity_id,
    thresholds: rule.thresholds.map((one) => ({ ...one })),
    channelIds: rule.channel_ids,
    isEnabled: rule.is_enabled,
  };
  const saved =
    id === undefined
      ? await tx.alertRule.create({ data, select: { id: true } })
      : await tx.alertRule.update({ where: { id }, data, select: { id: true } });
  return saved.id;
}

/** Its open alerts are over with it. */
export async function deleteRule(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.alert.updateMany({
    where: { ruleId: id, state: { not: "resolved" } },
    data: { state: "resolved", changedAt: now },
  });
  await tx.alertRule.update({ where: { id }, data: { deletedAt: now } });
}

/** What is still above its threshold is open again. */
export async function restoreRule(tx: Transaction, id: string, now: Date): Promise<void> {
  const { count } = await tx.alertRule.updateMany({
    where: { id, deletedAt: { not: null } },
    data: { deletedAt: null },
  });
  if (count === 0) return;
  await tx.alert.updateMany({
    where: { ruleId: id, isAbove: true, state: "resolved" },
    data: { state: "active", changedAt: now },
  });
}

/** Its secrets are sealed before they are written. */
export function createChannel(tx: Transaction, channel: AlertChannelInput, secret: string | null) {
  const { tenant_id: tenantId, name, kind, target } = channel;
  const id = randomUUID();
  const sealed = sealChannel({ id, kind, target, secret });
  return tx.alertChannel.create({ data: { id, name, kind, tenantId, ...sealed } });
}

/** Seals what earlier releases stored plain. Another worker's work is not undone. @returns how many */
export async function sealPlainChannels(): Promise<number> {
  const db = getDatabase();
  const rows = await db.alertChannel.findMany({ where: { kind: { not: "email" } } });
  let count = 0;
  for (const row of rows) {
    const { id, target, secret } = row;
    const sealed = sealChannel(row);
    if (sealed.target === target && sealed.secret === secret) continue;
    const changed = await db.alertChannel.updateMany({
      where: { id, target, secret },
      data: sealed,
    });
    count += changed.count;
  }
  return count;
}

/** What is still to be sent through it is not sent. */
export async function deleteChannel(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.alertDelivery.deleteMany({ where: { channelId: id, state: "pending" } });
  await tx.alertChannel.update({ where: { id }, data: { deletedAt: now } });
}

export async function restoreChannel(tx: Transaction, id: string): Promise<void> {
  await tx.alertChannel.update({ where: { id }, data: { deletedAt: null } });
}

/** Kind and tenant stay; an address that is empty stays too. */
export function updateChannel(
  tx: Transaction,
  channel: { id: string; kind: AlertChannelInput["kind"] },
  { name, target }: Pick<AlertChannelInput, "name" | "target">,
) {
  const sealed =
    target === "" ? {} : { target: sealChannel({ ...channel, target, secret: null }).target };
  return tx.alertChannel.update({ where: { id: channel.id }, data: { name, ...sealed } });
}
