import { randomUUID } from "node:crypto";
import type { Viewer, ViewerRole } from "@/lib/auth/policy";
import type { Database } from "@/lib/db/client";
import { MESSAGE_SUMS, replaceSums, USAGE_SUMS } from "@/lib/sync/usage/sums-store";
import { addDays, startOfDay, toIsoDay, type IsoDay } from "@/lib/time";

export const adminViewer: Viewer = {
  userId: "00000000-0000-7000-8000-000000000001",
  email: "admin@example.com",
  name: "Admin",
  role: "platform_admin",
  tenantIds: [],
  projectNames: [],
};

export const auditorViewer: Viewer = { ...adminViewer, role: "auditor", name: "Auditor" };

export function toOperator(...tenantIds: string[]): Viewer {
  return { ...adminViewer, role: "operator", name: "Operator", tenantIds };
}

/** An account of the database's own; the viewer is as it would be read for a request. */
export async function insertAccount(
  db: Database,
  role: ViewerRole,
  email = `${role}-${randomUUID()}@example.com`,
): Promise<Viewer> {
  const { id } = await db.user.create({ data: { email, name: role, role } });
  return { userId: id, email, name: role, role, tenantIds: [], projectNames: [] };
}

export async function insertTenant(db: Database, id: string, name = id): Promise<string> {
  await db.tenant.create({ data: { id, name, readAt: new Date() } });
  return id;
}

export async function insertAgent(
  db: Database,
  tenantId: string,
  id: string,
  values: {
    name?: string | null;
    ownerEmail?: string;
    status?: "active" | "deleted" | "moved";
    maxBudgetUsd?: string;
    budgetSpendUsd?: string;
  } = {},
): Promise<string> {
  await db.agent.create({ data: { tenantId, id, name: id, readAt: new Date(), ...values } });
  return id;
}

export interface UsageInput {
  day: IsoDay;
  agentId: string;
  provider?: string;
  costUsd: string;
  promptTokens?: number;
  completionTokens?: number;
  callCount?: number;
}

/** Usage of a tenant as the worker would have stored it, the tenant's own rollup included. */
export async function insertUsage(
  db: Database,
  tenantId: string,
  rows: readonly UsageInput[],
): Promise<void> {
  const figures = rows.map((row) => {
    const promptTokens = row.promptTokens ?? 100;
    const completionTokens = row.completionTokens ?? 20;
    return {
      tenantId,
      day: startOfDay(row.day),
      agentId: row.agentId,
      provider: row.provider ?? "openai",
      costUsd: row.costUsd,
      promptTokens,
      completionTokens,
      cacheReadTokens: Math.floor(promptTokens / 2),
      cacheCreationTokens: 0,
      totalTokens: promptTokens + completionTokens,
      callCount: row.callCount ?? 1,
      failedCallCount: 0,
    };
  });
  await db.usageDaily.createMany({ data: figures });
  await db.usageModelDaily.createMany({
    data: figures.map(({ provider, ...row }) => ({ ...row, model: `${provider}/model` })),
  });
  const tenantDays = rows.map(({ day }) => ({ tenantId, day }));
  await db.$transaction(async (tx) => {
    for (const rollup of USAGE_SUMS) await replaceSums(tx, rollup, tenantDays);
  });
}

/** A session of a coding agent that is summed up already. */
export async function insertCodingSession(
  db: Database,
  tenantId: string,
  sessionId: string,
): Promise<void> {
  const at = new Date();
  await db.codingSession.create({
    data: {
      ...{ tenantId, sessionId, harness: "codex", authority: 3, person: "coder@example.com" },
      ...{ harnessVersion: "1", startedAt: at, lastAt: at, repository: "", branch: "" },
      ...{ commitSha: "", model: "", environment: "" },
    },
  });
}

export interface MessageInput {
  day: IsoDay;
  agentId: string;
  channel: string;
  messageCount: number;
  overlapMax?: number;
}

export async function insertMessages(
  db: Database,
  tenantId: string,
  rows: readonly MessageInput[],
): Promise<void> {
  await db.messageDaily.createMany({
    data: rows.map((row) => ({ ...row, tenantId, day: startOfDay(row.day) })),
  });
  const tenantDays = rows.map(({ day }) => ({ tenantId, day }));
  await db.$transaction((tx) => replaceSums(tx, MESSAGE_SUMS, tenantDays));
}

/** Marks the last `days` days up to today as read whole just now. */
export async function coverDays(
  db: Database,
  tenantId: string,
  days: number,
  kind: "usage" | "messages" = "usage",
): Promise<void> {
  const readAt = new Date();
  const today = toIsoDay(readAt);
  await db.dayCoverage.createMany({
    data: Array.from({ length: days }, (_, index) => ({
      tenantId,
      kind,
      day: startOfDay(addDays(today, -index)),
      readAt,
      runId: randomUUID(),
    })),
  });
  await db.snapshotState.create({
    data: { tenantId, kind, lastOkAt: readAt, lastAttemptAt: readAt },
  });
}
