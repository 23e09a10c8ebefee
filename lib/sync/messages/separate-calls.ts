import { UpstreamError } from "@/lib/upstream/errors";
import type { LoggedCallRecord } from "@/lib/upstream/litellm/records";
import type { SyncContext } from "../context";
import type { Run } from "../job";
import { findChannel, toDayKey, type AgentDay, type ChannelCalls } from "./assign-messages";

/** By `toDayKey`: what was read, and the tag counts it was read for. */
export type SeparatedDays = Map<string, { counts: string; calls: readonly ChannelCalls[] }>;

const MAX_REMEMBERED = 10_000;

function groupCalls(records: readonly LoggedCallRecord[], tagPrefix: string): ChannelCalls[] {
  const groups = new Map<string, ChannelCalls>();
  for (const { tenantId, tags } of records) {
    const named = tags.flatMap((tag) => findChannel(tag, tagPrefix) ?? []);
    const channels = [...new Set(named)].sort();
    const key = JSON.stringify([tenantId, channels]);
    const callCount = (groups.get(key)?.callCount ?? 0) + 1;
    groups.set(key, { tenantId, channels, callCount });
  }
  return [...groups.values()];
}

/** False where logs were removed or are written late: the tags count more than is logged. */
function coversCounts(calls: readonly ChannelCalls[], { counts }: AgentDay): boolean {
  return [...counts].every(([channel, count]) => {
    const logged = calls.filter(({ channels }) => channels.includes(channel));
    return logged.reduce((sum, { callCount }) => sum + callCount, 0) >= count;
  });
}

const toCountsText = ({ counts }: AgentDay) => JSON.stringify([...counts].sort());

function remember(days: SeparatedDays, day: AgentDay, calls: readonly ChannelCalls[]): void {
  const key = toDayKey(day);
  days.delete(key);
  days.set(key, { counts: toCountsText(day), calls });
  const oldest = days.keys().next().value;
  if (days.size > MAX_REMEMBERED && oldest !== undefined) days.delete(oldest);
}

function findKnown(days: SeparatedDays, day: AgentDay): readonly ChannelCalls[] | null {
  const known = days.get(toDayKey(day));
  return known?.counts === toCountsText(day) ? known.calls : null;
}

async function readUnknown(context: SyncContext, run: Run, unknown: readonly AgentDay[]) {
  let pagesLeft = context.settings.LITELLM_SPEND_LOG_PAGES;
  for (const agentDay of unknown) {
    if (pagesLeft <= 0) return;
    const { agentId, day } = agentDay;
    const logged = await context.client.readLoggedCalls(agentId, day, pagesLeft, {
      signal: run.signal,
    });
    run.addReport(logged.report);
    pagesLeft -= Math.max(1, logged.report.pages);
    if (!logged.isWhole) continue;
    const calls = groupCalls(logged.records, context.settings.CHANNEL_TAG_PREFIX);
    if (coversCounts(calls, agentDay)) remember(context.separated, agentDay, calls);
  }
}

/**
 * The single calls of days whose tags leave several answers, from the spend logs, newest day first and in as
 * many pages as the settings allow. Where they cannot be read a day is left out, and its bounds stand.
 */
export async function separateCalls(
  context: SyncContext,
  run: Run,
  unclear: readonly AgentDay[],
): Promise<ReadonlyMap<string, readonly ChannelCalls[]>> {
  if (context.settings.LITELLM_SPEND_LOG_PAGES === 0) return new Map();
  const { separated } = context;
  const unknown = unclear.filter((day) => findKnown(separated, day) === null);
  unknown.sort((a, b) => b.day.localeCompare(a.day));
  try {
    await readUnknown(context, run, unknown);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    context.logger.info({ error: error.message }, "spend logs were not read; bounds stand");
  }
  return new Map(
    unclear.flatMap((day) => {
      const calls = findKnown(separated, day);
      return calls === null ? [] : [[toDayKey(day), calls] as const];
    }),
  );
}
