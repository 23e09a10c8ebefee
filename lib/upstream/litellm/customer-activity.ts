import type { DayRange } from "@/lib/time";
import { isAskable, parseActivity, toActivityQuery, toAgentId } from "./activity-page";
import {
  PageDriftError,
  readAllPages,
  rereadWhileDrifting,
  toFingerprint,
  toUnstableError,
  type Page,
} from "./paging";
import { Reading, type ReadContext, type ReadOptions } from "./reading";
import type { CustomerActivityRead, CustomerActivityRecord, SpendAndCalls } from "./records";
import { toRuleText, wireMetrics, type WireBreakdownPart, type WireDay } from "./schema";

const PATH = "/customer/daily/activity";

type Split = Map<string, SpendAndCalls>;

function addPart(split: Split, name: string, part: WireBreakdownPart): string | null {
  const metrics = wireMetrics.safeParse(part.metrics);
  if (!metrics.success) return toRuleText(metrics.error);
  const known = split.get(name);
  const { spend, api_requests: calls } = metrics.data;
  split.set(name, {
    spendUsd: known ? known.spendUsd.plus(spend) : spend,
    callCount: (known?.callCount ?? 0) + calls,
  });
  return null;
}

interface DayDraft {
  byModel: Split;
  byAgent: Split;
  fault: string | null;
}

/** A day may be cut by a page: the parts of both are added. */
function addDay(days: Map<string, DayDraft>, { date, breakdown }: WireDay): void {
  const draft = days.get(date) ?? { byModel: new Map(), byAgent: new Map(), fault: null };
  days.set(date, draft);
  for (const [name, part] of Object.entries(breakdown.models ?? {})) {
    draft.fault ??= addPart(draft.byModel, name, part);
  }
  for (const [hash, part] of Object.entries(breakdown.api_keys)) {
    draft.fault ??= addPart(draft.byAgent, toAgentId(hash), part);
  }
}

async function readPages(
  context: ReadContext,
  reading: Reading,
  customerId: string,
  range: DayRange,
): Promise<Page<readonly WireDay[]>[]> {
  const readPage = async (number: number, signal: AbortSignal | undefined) => {
    const query = { end_user_ids: customerId, ...toActivityQuery(range, number, context.pageSize) };
    const { body } = await reading.getPage(PATH, query, signal);
    const { results, position } = parseActivity(body, range, PATH);
    return { content: results, position, fingerprint: toFingerprint(results) };
  };
  try {
    return await rereadWhileDrifting(
      () => readAllPages(readPage, { signal: reading.signal, looksAgain: true }),
      (attempt) => reading.pause(attempt),
    );
  } catch (error) {
    throw error instanceof PageDriftError ? toUnstableError("customer activity", error) : error;
  }
}

/**
 * What each customer spent by UTC day, model and agent. Customers are asked for one by one, because the
 * answer splits by model for all of them together only.
 * @throws {UpstreamError}
 */
export async function readCustomerActivity(
  context: ReadContext,
  customerIds: readonly string[],
  range: DayRange,
  options: ReadOptions,
): Promise<CustomerActivityRead> {
  const reading = new Reading(context, options);
  const records: CustomerActivityRecord[] = [];
  for (const customerId of customerIds.filter(isAskable)) {
    const days = new Map<string, DayDraft>();
    for (const page of await readPages(context, reading, customerId, range)) {
      for (const day of page.content) addDay(days, day);
    }
    reading.rowsRead += days.size;
    for (const [day, { byModel, byAgent, fault }] of days) {
      if (fault === null) records.push({ customerId, day, byModel, byAgent });
      else reading.reject(`usage on ${day}: ${fault}`, day);
    }
  }
  const unaskableIds = customerIds.filter((id) => !isAskable(id));
  return { ...reading.finish(records), unaskableIds };
}
