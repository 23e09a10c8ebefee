import type { DayRange, IsoDay } from "@/lib/time";
import { UpstreamError } from "../errors";
import { parseActivity, toActivityQuery, toAgentId } from "./activity-page";
import {
  readAllPages,
  readByDayWhileDrifting,
  rereadWhileDrifting,
  toFingerprint,
  type Page,
} from "./paging";
import { Reading, toShownKey, type ReadContext, type ReadOptions } from "./reading";
import type { TagDayRecord, WholeRead } from "./records";
import { toRuleText, wireBreakdownPart, wireCallCount, type WireDay } from "./schema";

const PATH = "/tag/daily/activity";

interface TagDayDraft extends TagDayRecord {
  problem: string | null;
}

function toDrafts(results: readonly WireDay[], isWanted: (tag: string) => boolean): TagDayDraft[] {
  return results.flatMap((day) =>
    Object.entries(day.breakdown.entities ?? {})
      .filter(([tag]) => isWanted(tag))
      .flatMap(([tag, entity]) =>
        Object.entries(entity.api_key_breakdown ?? {}).map(([keyHash, entry]) =>
          toDraft(day.date, tag, keyHash, entry),
        ),
      ),
  );
}

function toDraft(day: IsoDay, tag: string, keyHash: string, entry: unknown): TagDayDraft {
  const part = wireBreakdownPart.safeParse(entry);
  const count = wireCallCount.safeParse(part.success ? part.data.metrics : undefined);
  return {
    day,
    tag,
    agentId: toAgentId(keyHash),
    currentTenantId: (part.success ? part.data.metadata?.team_id : null) ?? null,
    callCount: count.success ? count.data.api_requests : 0,
    problem: count.success ? null : toRuleText(count.error),
  };
}

async function readTagPages(
  context: ReadContext,
  reading: Reading,
  asked: { tags: readonly string[]; isWanted: (tag: string) => boolean },
  range: DayRange,
  signal: AbortSignal | undefined,
): Promise<Page<TagDayDraft[]>[]> {
  const { tags, isWanted } = asked;
  const readPage = async (number: number, pageSignal: AbortSignal | undefined) => {
    const query = {
      tags: tags.length === 0 ? undefined : tags.join(","),
      ...toActivityQuery(range, number, context.pageSize),
    };
    const { body } = await reading.getPage(PATH, query, pageSignal);
    const answer = parseActivity(body, range, PATH);
    // This route's own totals leave out what several tags share: they cannot be checked.
    const fingerprint = toFingerprint(answer.results);
    return { content: toDrafts(answer.results, isWanted), position: answer.position, fingerprint };
  };
  return rereadWhileDrifting(
    () => readAllPages(readPage, { signal, looksAgain: true }),
    (attempt) => reading.pause(attempt),
  );
}

function mergeByAgent(pages: readonly Page<TagDayDraft[]>[]): TagDayDraft[] {
  const merged = new Map<string, TagDayDraft>();
  for (const draft of pages.flatMap((page) => page.content)) {
    const id = JSON.stringify([draft.day, draft.tag, draft.agentId]);
    const known = merged.get(id);
    merged.set(id, {
      ...draft,
      currentTenantId: known?.currentTenantId ?? draft.currentTenantId,
      callCount: (known?.callCount ?? 0) + draft.callCount,
      problem: known?.problem ?? draft.problem,
    });
  }
  return [...merged.values()];
}

/**
 * Calls by tag, agent and UTC day, for the tags that are wanted. Without `tags` LiteLLM sends all
 * of them, its own User-Agent tags included.
 * @throws {UpstreamError}
 */
export async function readTagDailyActivity(
  context: ReadContext,
  range: DayRange,
  tags: readonly string[] | undefined,
  isWanted: (tag: string) => boolean,
  options: ReadOptions,
): Promise<WholeRead<TagDayRecord>> {
  const unaskable = tags?.find((tag) => tag === "" || tag.includes(","));
  if (unaskable !== undefined) {
    throw new UpstreamError(
      "refused",
      `LiteLLM cannot be asked for the tag "${unaskable}": it reads a comma as the end of a tag.`,
    );
  }
  const reading = new Reading(context, options);
  const asked = { tags: tags ?? [], isWanted };
  const pages = await readByDayWhileDrifting(
    (part, signal) => readTagPages(context, reading, asked, part, signal),
    "usage by tag",
    range,
    reading.signal,
  );
  const drafts = mergeByAgent(pages);
  reading.rowsRead = drafts.length;
  const records: TagDayRecord[] = [];
  for (const { problem, ...record } of drafts) {
    if (problem === null) records.push(record);
    else {
      const where = `${record.day}, tag ${record.tag}, key ${toShownKey(record.agentId, null)}`;
      reading.reject(`${where}: ${problem}`, record.day);
    }
  }
  return reading.finish(records);
}
