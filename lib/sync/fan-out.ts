import type PgBoss from "pg-boss";
import { toIsoDay } from "@/lib/time";
import type { SyncContext } from "./context";
import { findSnapshotTime, listStoredTenants, listTenantsWithOpenDays } from "./coverage-store";
import { planMessageHistory } from "./jobs/sync-message-history";
import { findHistoryRange } from "./plan-windows";
import { toJobInsert, type RunTrigger } from "./queues";

const PRICES_EVERY_MS = 3_600_000;
const MS_PER_DAY = 86_400_000;

async function listRecentScopes(context: SyncContext): Promise<string[]> {
  const tenants = await listStoredTenants(context.db);
  // A tenant that was just removed may still have late rows.
  const since = context.now().getTime() - context.settings.SYNC_RECENT_DAYS * MS_PER_DAY;
  return tenants
    .filter(({ removedAt }) => removedAt === null || removedAt.getTime() > since)
    .map((tenant) => tenant.tenantId);
}

async function listHistoryScopes(context: SyncContext): Promise<string[]> {
  const { SYNC_RECENT_DAYS, SYNC_HISTORY_DAYS } = context.settings;
  const now = context.now();
  const range = findHistoryRange(toIsoDay(now), SYNC_RECENT_DAYS, SYNC_HISTORY_DAYS);
  if (!range) return [];
  return listTenantsWithOpenDays(context.db, "usage", range, SYNC_RECENT_DAYS, now);
}

async function arePricesDue(context: SyncContext): Promise<boolean> {
  const readAt = await findSnapshotTime(context.db, "*", "prices");
  return readAt === null || context.now().getTime() - readAt.getTime() >= PRICES_EVERY_MS;
}

/** Queues what follows from a list that could be read: each tenant's recent days, and what is missing. */
export async function fanOut(
  context: SyncContext,
  boss: PgBoss,
  trigger: RunTrigger,
): Promise<void> {
  const recent = await listRecentScopes(context);
  const history = await listHistoryScopes(context);
  const all = { scope: "*", trigger };
  const jobs = [
    ...recent.map((scope) => toJobInsert("sync-recent-usage", { scope, trigger })),
    toJobInsert("sync-messages", all),
    ...history.map((scope) => toJobInsert("sync-usage-history", { scope, trigger })),
  ];
  if ((await planMessageHistory(context)).length > 0) {
    jobs.push(toJobInsert("sync-message-history", all));
  }
  if (await arePricesDue(context)) jobs.push(toJobInsert("sync-prices", all));
  await boss.insert(jobs);
}
