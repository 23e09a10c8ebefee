import "server-only";
import { randomBytes } from "node:crypto";
import { recordAudit } from "@/lib/audit/service";
import { toTenantScope, type Viewer } from "@/lib/auth/policy";
import type { Transaction } from "@/lib/db/client";
import { AppError, toErrorMessage } from "@/lib/errors";
import { SealedTextError } from "@/lib/sealed-text";
import { toAgentName } from "@/lib/usage/names";
import { openChannel } from "./channel-secrets";
import {
  createChannel,
  deleteChannel,
  deleteRule,
  findChannel,
  findRule,
  inTransaction,
  listAgentNames,
  listChannels,
  listRules,
  listTenantNames,
  restoreChannel,
  restoreRule,
  saveRule,
  sealPlainChannels,
  updateChannel,
} from "./rule-store";
import { canWatch, findStoppedRules } from "./rule-rights";
import {
  thresholdsSchema,
  type AlertChannelInput,
  type AlertChannelKind,
  type AlertChannelRow,
  type AlertMessage,
  type AlertRuleInput,
  type AlertRuleRow,
  type NewAlertChannel,
} from "./schema";
import { sendAlert, toSendSettings } from "./send";
import { canChangeAlerts, toAlertNotFound } from "./service";
import { ALERT_REFUSALS, TEST_WORDS } from "./words";

const SECRET_BYTES = 32;

export async function listAlertRules(viewer: Viewer): Promise<{ items: AlertRuleRow[] }> {
  const rows = await listRules(toTenantScope(viewer));
  const ofAgents = rows.filter((row) => row.scope === "agent");
  const [stopped, names, agents] = await Promise.all([
    findStoppedRules(rows),
    listTenantNames(rows.map((row) => row.tenantId)),
    listAgentNames(ofAgents.map((row) => row.entityId)),
  ]);
  const nameAgent = (row: (typeof rows)[number]) => {
    const agent = row.scope === "agent" ? agents.get(`${row.tenantId} ${row.entityId}`) : undefined;
    return agent ? toAgentName(agent.id, agent.name, agent.keyName) : null;
  };
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      scope: row.scope,
      tenant_id: row.tenantId,
      tenant_name: names.get(row.tenantId) ?? null,
      entity_id: row.entityId,
      entity_name: nameAgent(row),
      thresholds: thresholdsSchema.parse(row.thresholds),
      channel_ids: row.channelIds,
      is_enabled: row.isEnabled,
      is_stopped: stopped.has(row.id),
      is_of_profile: row.profileId !== null,
      can_edit: row.profileId === null && canWatch(viewer, row),
    })),
  };
}

async function checkTenant(tenantId: string): Promise<void> {
  if (tenantId !== "" && !(await listTenantNames([tenantId])).has(tenantId)) {
    throw toAlertNotFound();
  }
}

/** A rule of a tenant may use the tenant's channels and those of all. */
async function checkChannels(rule: AlertRuleInput): Promise<void> {
  for (const id of rule.channel_ids) {
    const channel = await findChannel(id);
    const isUsable = channel?.tenantId === "" || channel?.tenantId === rule.tenant_id;
    if (!isUsable) {
      const issues = [{ field: "channel_ids", rule: "names a channel that is not there" }];
      throw new AppError("bad_request", ALERT_REFUSALS.channel, { issues });
    }
  }
}

/** Makes or changes a rule. @throws {AppError} not_found or bad_request */
export async function saveAlertRule(viewer: Viewer, rule: AlertRuleInput): Promise<{ id: string }> {
  if (!canWatch(viewer, { scope: rule.scope, tenantId: rule.tenant_id })) throw toAlertNotFound();
  await checkTenant(rule.tenant_id);
  const before = rule.id === undefined ? null : await findRule(rule.id);
  if (rule.id !== undefined) {
    const isOwn = before?.profileId === null && canWatch(viewer, before);
    if (!isOwn) throw toAlertNotFound();
  }
  await checkChannels(rule);
  return inTransaction(async (tx) => {
    const id = await saveRule(tx, rule, viewer.email);
    const was = before && { name: before.name, thresholds: JSON.stringify(before.thresholds) };
    const thresholds = JSON.stringify(rule.thresholds);
    await auditChange(tx, viewer, "alert-rule", "set", id, was, {
      ...{ name: rule.name, scope: rule.scope, thresholds },
    });
    return { id };
  });
}

async function getOwnRule(viewer: Viewer, id: string, isDeleted = false) {
  const rule = await findRule(id, isDeleted);
  if (rule?.profileId !== null || !canWatch(viewer, rule)) throw toAlertNotFound();
  return rule;
}

export async function deleteAlertRule(viewer: Viewer, id: string): Promise<void> {
  const { name } = await getOwnRule(viewer, id);
  await inTransaction(async (tx) => {
    await deleteRule(tx, id, new Date());
    await auditChange(tx, viewer, "alert-rule", "delete", id, { name }, null);
  });
}

/** Takes a deletion back; nothing changes where there was none. */
export async function restoreAlertRule(viewer: Viewer, id: string): Promise<void> {
  const { name } = await getOwnRule(viewer, id, true);
  await inTransaction(async (tx) => {
    await restoreRule(tx, id, new Date());
    await auditChange(tx, viewer, "alert-rule", "restore", id, null, { name });
  });
}

type Audited = Record<string, string> | null;

function auditChange(
  tx: Transaction,
  viewer: Viewer,
  entityKind: "alert-rule" | "alert-channel",
  verb: "set" | "create" | "delete" | "restore",
  entityId: string,
  before: Audited,
  after: Audited,
): Promise<void> {
  return recordAudit(tx, {
    viewer,
    action: `${entityKind}.${verb}`,
    entityKind,
    entityId,
    before,
    after,
  });
}

/** An address shows where it leads; a Slack address ends in a secret, any other may. */
function shortenTarget(kind: AlertChannelKind, target: string): string {
  if (kind === "email" || !URL.canParse(target)) return target;
  const url = new URL(target);
  return url.pathname.length > 1 ? `${url.origin}/…` : url.origin;
}

type StoredChannel = Awaited<ReturnType<typeof listChannels>>[number];

/** The address in short; null where it is sealed with another secret. */
function readTarget(row: StoredChannel): string | null {
  try {
    return shortenTarget(row.kind, openChannel(row).target);
  } catch (error) {
    if (error instanceof SealedTextError) return null;
    throw error;
  }
}

function toChannelRow(
  viewer: Viewer,
  row: StoredChannel,
  names: ReadonlyMap<string, string>,
): AlertChannelRow {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    tenant_id: row.tenantId,
    tenant_name: names.get(row.tenantId) ?? null,
    target: readTarget(row),
    is_enabled: row.isEnabled,
    can_edit: canChangeAlerts(viewer, row.tenantId),
  };
}

export async function listAlertChannels(viewer: Viewer): Promise<{ items: AlertChannelRow[] }> {
  const rows = await listChannels(toTenantScope(viewer));
  const names = await listTenantNames(rows.map((row) => row.tenantId));
  return { items: rows.map((row) => toChannelRow(viewer, row, names)) };
}

/** Makes or changes a channel. The answer to a new signed webhook has its secret, this once. */
export async function saveAlertChannel(
  viewer: Viewer,
  input: AlertChannelInput,
): Promise<NewAlertChannel> {
  if (input.id !== undefined) return changeAlertChannel(viewer, input.id, input);
  if (!canChangeAlerts(viewer, input.tenant_id)) throw toAlertNotFound();
  await checkTenant(input.tenant_id);
  const { name, kind } = input;
  const secret = kind === "webhook" ? randomBytes(SECRET_BYTES).toString("base64url") : null;
  const row = await inTransaction(async (tx) => {
    const created = await createChannel(tx, input, secret);
    const goesTo = shortenTarget(kind, input.target);
    const after = { name, kind, goesTo };
    await auditChange(tx, viewer, "alert-channel", "create", created.id, null, after);
    return created;
  });
  return { channel: toChannelRow(viewer, row, await listTenantNames([row.tenantId])), secret };
}

async function changeAlertChannel(
  viewer: Viewer,
  id: string,
  input: AlertChannelInput,
): Promise<NewAlertChannel> {
  const channel = await getOwnChannel(viewer, id);
  if (input.kind !== channel.kind) throw toAlertNotFound();
  const row = await inTransaction(async (tx) => {
    const goesTo = shortenTarget(channel.kind, input.target);
    const after = { name: input.name, ...(input.target === "" ? {} : { goesTo }) };
    await auditChange(tx, viewer, "alert-channel", "set", id, { name: channel.name }, after);
    return updateChannel(tx, channel, input);
  });
  return {
    channel: toChannelRow(viewer, row, await listTenantNames([row.tenantId])),
    secret: null,
  };
}

async function getOwnChannel(
  viewer: Viewer,
  id: string,
  isDeleted = false,
): Promise<StoredChannel> {
  const channel = await findChannel(id, isDeleted);
  if (channel === null || !canChangeAlerts(viewer, channel.tenantId)) throw toAlertNotFound();
  return channel;
}

export async function deleteAlertChannel(viewer: Viewer, id: string): Promise<void> {
  const { name } = await getOwnChannel(viewer, id);
  await inTransaction(async (tx) => {
    await deleteChannel(tx, id, new Date());
    await auditChange(tx, viewer, "alert-channel", "delete", id, { name }, null);
  });
}

/** Takes a deletion back; nothing changes where there was none. */
export async function restoreAlertChannel(viewer: Viewer, id: string): Promise<void> {
  const { name } = await getOwnChannel(viewer, id, true);
  await inTransaction(async (tx) => {
    await restoreChannel(tx, id);
    await auditChange(tx, viewer, "alert-channel", "restore", id, null, { name });
  });
}

const TEST_MESSAGE: Omit<AlertMessage, "crossed_at"> = {
  ...{ kind: "tenant", tenant_id: "test", entity_id: "test", name: "Test", tenant_name: "Test" },
  ...{ basis: "spent", percent: 80, also: [], reset_at: null },
  ...{ amount_usd: 80, limit_usd: 100, expected_usd: null, says: TEST_WORDS },
};

/** Sends a test message now. @throws {AppError} upstream_failed with the receiver's answer */
export async function testAlertChannel(viewer: Viewer, id: string): Promise<void> {
  const channel = await getOwnChannel(viewer, id);
  const message = { ...TEST_MESSAGE, crossed_at: new Date().toISOString() };
  try {
    const outgoing = { id: `test-${id}`, kind: channel.kind, message, ...openChannel(channel) };
    await sendAlert(outgoing, toSendSettings());
  } catch (error) {
    throw new AppError("upstream_failed", toErrorMessage(error));
  }
}

/** Encrypts channels that were stored plain or by the former secret; the worker's, not for a viewer. @returns how many */
export function sealStoredChannels(): Promise<number> {
  return sealPlainChannels();
}
