import { randomUUID } from "node:crypto";
import { createDatabase } from "@/lib/db/client";
import { getSettings } from "@/lib/env";
import { saveTenants } from "@/lib/sync/directory/directory-store";
import { markRead } from "@/lib/sync/runs/run-store";
import { replaceSums, USAGE_SUMS } from "@/lib/sync/usage/sums-store";
import { Decimal } from "@/lib/money";
import { startOfDay, toIsoDay } from "@/lib/time";

const COUNT = 1_000;
const CENTS_STEP = 0.01;

const toId = (index: number) => `tenant-${String(index).padStart(4, "0")}`;

/** A thousand tenants as the worker stores them; tenant n spent n cents today. */
async function seedManyTenants(): Promise<void> {
  const db = createDatabase(getSettings().DATABASE_URL ?? "");
  const readAt = new Date();
  const today = toIsoDay(readAt);
  const ids = Array.from({ length: COUNT }, (_, index) => toId(index));
  await db.$transaction(async (tx) => {
    const budget = {
      maxBudgetUsd: new Decimal(10),
      softBudgetUsd: null,
      budgetSpendUsd: new Decimal(1),
      budgetDuration: "30d",
      budgetResetAt: null,
      isBlocked: false,
      createdAt: null,
    };
    const kind = { isOrganization: false };
    const toName = (id: string) => `Company ${id.slice(-4)}`;
    const tenants = ids.map((id) => ({ tenantId: id, name: toName(id), ...kind, ...budget }));
    await saveTenants(tx, tenants, readAt);
    await markRead(tx, ["*", ...ids], "directory", readAt);
    await markRead(tx, ids, "usage", readAt);
  });
  const counts = { promptTokens: 100, completionTokens: 20, totalTokens: 120, callCount: 1 };
  const none = { cacheReadTokens: 0, cacheCreationTokens: 0, failedCallCount: 0 };
  await db.usageDaily.createMany({
    data: ids.map((tenantId, index) => ({
      tenantId,
      day: startOfDay(today),
      agentId: `agent-of-${tenantId}`,
      provider: "openai",
      costUsd: (index * CENTS_STEP).toFixed(2),
      ...counts,
      ...none,
    })),
  });
  const runId = randomUUID();
  await db.dayCoverage.createMany({
    data: ids.map((tenantId) => ({
      ...{ tenantId, kind: "usage" as const, day: startOfDay(today), readAt, runId },
    })),
  });
  await db.$transaction(async (tx) => {
    const tenantDays = ids.map((tenantId) => ({ tenantId, day: today }));
    for (const rollup of USAGE_SUMS) await replaceSums(tx, rollup, tenantDays);
  });
  await db.$disconnect();
}

await seedManyTenants();
