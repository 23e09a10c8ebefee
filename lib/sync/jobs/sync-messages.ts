import { toIsoDay, type DayRange, type IsoDay } from "@/lib/time";
import type { TagDayRecord, WholeRead } from "@/lib/upstream/litellm/records";
import { applyMessages } from "../messages/apply-messages";
import { assignMessages, type AssignedMessages } from "../messages/assign-messages";
import { listAgentDayCalls, listAgentHomes } from "../messages/message-store";
import { separateCalls } from "../messages/separate-calls";
import type { SyncContext } from "../context";
import { listStoredTenants } from "../readings/coverage-store";
import type { Job, Run } from "../job";
import { toRecentRange } from "../readings/plan-windows";
import { markRead } from "../runs/run-store";
import { listMessageWords } from "../words";
import { syncDirectory } from "./sync-directory";

/** Tenants written in one transaction. */
const BATCH_SIZE = 50;

/** Gives tagged calls to tenants with what is stored of usage and of the directory, and with spend logs. */
async function assignRead(
  context: SyncContext,
  run: Run,
  { records }: WholeRead<TagDayRecord>,
  range: DayRange,
  tenantIds: readonly string[],
): Promise<AssignedMessages> {
  const agentIds = [...new Set(records.map((record) => record.agentId))];
  const sources = await run.write(async (tx) => ({
    tagPrefix: context.settings.CHANNEL_TAG_PREFIX,
    usage: await listAgentDayCalls(tx, agentIds, range),
    homeOf: await listAgentHomes(tx, agentIds),
    tenantIds: new Set(tenantIds),
  }));
  const assigned = assignMessages(records, sources);
  const separated = await separateCalls(context, run, assigned.unclear);
  return separated.size === 0 ? assigned : assignMessages(records, { ...sources, separated });
}

async function writeMessages(
  context: SyncContext,
  run: Run,
  read: WholeRead<TagDayRecord>,
  range: DayRange,
  isFreshness: boolean,
): Promise<void> {
  const tenants = await listStoredTenants(context.db);
  const tenantIds = tenants.map((tenant) => tenant.tenantId);
  const assigned = await assignRead(context, run, read, range, tenantIds);
  const heldDays = new Set<IsoDay>();
  const goneDays = new Set<IsoDay>();
  for (let start = 0; start < tenantIds.length; start += BATCH_SIZE) {
    const batch = tenantIds.slice(start, start + BATCH_SIZE);
    const applied = await run.write(async (tx) => {
      const done = await applyMessages(tx, {
        tenantIds: batch,
        range,
        assigned,
        report: read.report,
        readAt: read.readAt,
        runId: run.id,
        confirmAfterMs: context.confirmAfterMs,
      });
      if (isFreshness) await markRead(tx, batch, "messages", read.readAt);
      return done;
    });
    run.addChanged(applied.rowsChanged);
    for (const day of applied.heldDays) heldDays.add(day);
    for (const day of applied.goneDays) goneDays.add(day);
  }
  for (const words of listMessageWords({ heldDays, goneDays })) run.notice(words);
  const keys = assigned.unknownAgentIds.size;
  if (keys > 0) context.logger.info({ keys }, "messages of keys of no tenant are left out");
}

/** Reads the channel tags of a window, for all tenants at once, and gives them to tenants. */
export async function readMessageWindow(
  context: SyncContext,
  run: Run,
  range: DayRange,
  isFreshness: boolean,
): Promise<void> {
  const prefix = context.settings.CHANNEL_TAG_PREFIX;
  const read = await context.client.readTagDailyActivity(
    range,
    undefined,
    (tag) => tag.startsWith(prefix),
    { signal: run.signal },
  );
  run.addReport(read.report);
  await writeMessages(context, run, read, range, isFreshness);
}

/** Reads the messages of the last SYNC_RECENT_DAYS UTC days of all tenants. */
export const syncMessages: Job = {
  name: "sync-messages",
  scope: "all",
  reads: "litellm",
  follows: syncDirectory,
  marks: [{ kind: "messages", ofEveryTenant: true }],
  work(context, run) {
    const range = toRecentRange(toIsoDay(context.now()), context.settings.SYNC_RECENT_DAYS);
    return readMessageWindow(context, run, range, true);
  },
};
