import { addDays, toIsoDay, type IsoDay } from "@/lib/time";
import { Reading, parseAnswer, type ReadContext, type ReadOptions } from "./reading";
import type { LoggedCallRecord, LoggedCalls } from "./records";
import { wireSpendLogs, type WireLoggedCall } from "./schema";

export const SPEND_LOGS_PATH = "/spend/logs/v2";
/** More is refused by releases before 1.93. */
const PAGE_SIZE = 100;

/** The end belongs to the range, and a call may end between its last two seconds: a midnight is asked for. */
export function toSpendLogsQuery(day: IsoDay, pageSize = PAGE_SIZE) {
  return {
    start_date: `${day} 00:00:00`,
    end_date: `${addDays(day, 1)} 00:00:00`,
    sort_by: "startTime",
    sort_order: "asc",
    page_size: pageSize,
  };
}

interface LogPages {
  calls: Map<string, WireLoggedCall>;
  total: number;
  isWhole: boolean;
}

async function readPages(
  reading: Reading,
  agentId: string,
  day: IsoDay,
  maxPages: number,
): Promise<LogPages> {
  const found: LogPages = { calls: new Map(), total: 0, isWhole: true };
  for (let page = 1, lastPage = 1; page <= lastPage; page += 1) {
    const query = { ...toSpendLogsQuery(day), api_key: agentId, page };
    const { body } = await reading.getPage(SPEND_LOGS_PATH, query);
    const answer = parseAnswer(wireSpendLogs, body, SPEND_LOGS_PATH);
    if (page === 1) found.total = answer.total;
    lastPage = Math.ceil(found.total / PAGE_SIZE);
    const isCut = answer.total !== found.total || answer.total_is_capped === true;
    if (isCut || lastPage > maxPages) return { ...found, isWhole: false };
    for (const call of answer.data) found.calls.set(call.request_id, call);
  }
  return { ...found, isWhole: found.calls.size === found.total };
}

/**
 * Every logged call of an agent on a UTC day: its tags and where it was counted, nothing of its content.
 * Not whole where the day has more pages than allowed, or its log changed meanwhile.
 * @throws {UpstreamError}
 */
export async function readLoggedCalls(
  context: ReadContext,
  agentId: string,
  day: IsoDay,
  maxPages: number,
  options: ReadOptions,
): Promise<LoggedCalls> {
  const reading = new Reading(context, options);
  const { calls, isWhole } = await readPages(reading, agentId, day, maxPages);
  const records: LoggedCallRecord[] = [...calls.values()]
    .filter(({ startTime }) => startTime !== null && toIsoDay(startTime) === day)
    .map((call) => ({ tenantId: call.team_id, tags: call.request_tags }));
  reading.rowsRead = records.length;
  return { ...reading.finish(records), isWhole };
}
