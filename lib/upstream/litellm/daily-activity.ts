import type { DayRange } from "@/lib/time";
import { UpstreamError } from "../errors";
import { isAskable, parseActivity, toActivityQuery, type ActivityAnswer } from "./activity-page";
import {
  finishAgentDay,
  mergeDrafts,
  toPageDrafts,
  sumDays,
  type AgentDayDrafts,
  type PageDrafts,
} from "./agent-days";
import {
  PageDriftError,
  readAllPages,
  readByDayWhileDrifting,
  rereadWhileDrifting,
  toFingerprint,
  type Page,
} from "./paging";
import { pickTeams } from "./pick-teams";
import { Reading, type ReadContext, type ReadOptions } from "./reading";
import type { AgentDayRecord, UsageMetrics, WholeRead } from "./records";
import { wireAmount, wireCount } from "./schema";
import { isSameCost, sumUsage } from "./usage-metrics";

const PATH = "/team/daily/activity";

/** Ids in one address: some gateways take no more than 8 KB of it. */
const MAX_TEAMS_ASKED = 100;

interface TenantPage extends PageDrafts {
  /** Of all that is on the page; null when a number among it cannot be read. */
  total: UsageMetrics | null;
  metadata: ActivityAnswer["metadata"];
}

function nameTeams(teamIds: readonly string[]): string {
  return teamIds.length === 1 ? `team ${teamIds[0] ?? ""}` : `${teamIds.length} teams`;
}

/** Usage of a team that was not asked for would be booked to the wrong tenant. */
function checkOnlyTeams(answer: ActivityAnswer, teamIds: readonly string[]): void {
  for (const { breakdown } of answer.results) {
    const entities = Object.keys(breakdown.entities ?? {});
    const hasUsage = Object.keys(breakdown.api_keys).length > 0;
    if (
      entities.some((entity) => !teamIds.includes(entity)) ||
      (hasUsage && entities.length === 0)
    ) {
      throw new UpstreamError(
        "bad_answer",
        `LiteLLM was asked for the usage of ${nameTeams(teamIds)} and answered with another team's, or without saying whose.`,
      );
    }
  }
}

function isSameTotal(metadata: TenantPage["metadata"], total: UsageMetrics): boolean {
  const spend = wireAmount.safeParse(metadata.total_spend);
  if (spend.success && !isSameCost(spend.data, total.costUsd)) return false;
  const counts: readonly [unknown, number][] = [
    [metadata.total_prompt_tokens, total.promptTokens],
    [metadata.total_completion_tokens, total.completionTokens],
    [metadata.total_api_requests, total.callCount],
    [metadata.total_failed_requests, total.failedCallCount],
  ];
  return counts.every(([said, summed]) => {
    const count = wireCount.safeParse(said);
    return !count.success || count.data === summed;
  });
}

/** A page's metadata sums up that page; a few releases sum up the whole read instead. */
function checkTotals(pages: readonly Page<TenantPage>[]): void {
  const readable = pages.flatMap(({ content }) => (content.total === null ? [] : [content.total]));
  const whole = readable.length === pages.length ? sumUsage(readable) : null;
  for (const [index, { content }] of pages.entries()) {
    const { metadata, total } = content;
    if (total === null || isSameTotal(metadata, total)) continue;
    if (whole !== null && isSameTotal(metadata, whole)) continue;
    throw new PageDriftError(`page ${index + 1} does not add up to its own totals`);
  }
}

async function readTenantPages(
  context: ReadContext,
  reading: Reading,
  teamIds: readonly string[],
  range: DayRange,
  signal: AbortSignal | undefined,
): Promise<Page<TenantPage>[]> {
  const isAsked = teamIds.every(isAskable);
  const readPage = async (number: number, pageSignal: AbortSignal | undefined) => {
    const query = {
      ...(isAsked ? { team_ids: teamIds.join(",") } : {}),
      ...toActivityQuery(range, number, context.pageSize),
    };
    const { body } = await reading.getPage(PATH, query, pageSignal);
    const answer = parseActivity(body, range, PATH);
    const { results, metadata, position } = answer;
    if (isAsked) checkOnlyTeams(answer, teamIds);
    const own = isAsked ? results : pickTeams(results, teamIds);
    const content = { ...toPageDrafts(own), total: sumDays(results), metadata };
    return { content, position, fingerprint: toFingerprint(results) };
  };
  return rereadWhileDrifting(
    async () => {
      const pages = await readAllPages(readPage, { signal, looksAgain: true });
      if (pages.length > 1) checkTotals(pages);
      return pages;
    },
    (attempt) => reading.pause(attempt),
  );
}

/** Teams that can be asked for, so many at a time; those that cannot are found among all that there is. */
function toAskedGroups(teamIds: readonly string[]): string[][] {
  const askable = teamIds.filter(isAskable);
  const groups: string[][] = [];
  for (let start = 0; start < askable.length; start += MAX_TEAMS_ASKED) {
    groups.push(askable.slice(start, start + MAX_TEAMS_ASKED));
  }
  const others = teamIds.filter((teamId) => !isAskable(teamId));
  return others.length === 0 ? groups : [...groups, others];
}

/**
 * The usage of a tenant's teams by agent and UTC day, summed here from every page of all of them.
 * Agent-days with an impossible number are left out whole and counted.
 * @throws {UpstreamError}
 */
export async function readTeamsDailyUsage(
  context: ReadContext,
  teamIds: readonly string[],
  range: DayRange,
  options: ReadOptions,
): Promise<WholeRead<AgentDayRecord>> {
  const reading = new Reading(context, options);
  const drafts: AgentDayDrafts = new Map();
  for (const group of toAskedGroups(teamIds)) {
    const pages = await readByDayWhileDrifting(
      (part, signal) => readTenantPages(context, reading, group, part, signal),
      `usage of ${nameTeams(group)}`,
      range,
      reading.signal,
    );
    for (const { content } of pages) {
      mergeDrafts(drafts, content.drafts);
      for (const { day, reason } of content.disagreements) reading.reject(reason, day);
    }
  }
  reading.rowsRead = drafts.size;
  const records: AgentDayRecord[] = [];
  for (const draft of drafts.values()) {
    const finished = finishAgentDay(draft);
    if (finished.ok) records.push(finished.record);
    else reading.reject(finished.reason, finished.day);
  }
  return reading.finish(records);
}
