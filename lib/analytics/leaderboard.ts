import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { toRoundedUsd } from "@/lib/money";
import type { Panel } from "@/lib/http/panel";
import { isDimensionId } from "./dimensions";
import {
  findBoard,
  findEntry,
  findPersonByEmail,
  listBoards,
  listEntries,
  setNameShared,
  summarizeBoard,
  type BoardRow,
  type BoardSums,
  type EntryRow,
  type NameRule,
} from "./leaderboard-store";
import { openInsightPanel, type InsightRequest } from "./panel";
import {
  LEADERBOARD_VIEWS,
  mapDimensions,
  TIERS,
  type BoardInfo,
  type BoardQuery,
  type DimensionScores,
  type LeaderboardList,
  type LeaderboardOverview,
  type LeaderboardQuery,
  type LeaderboardRow,
} from "./board-schema";
import { INSIGHT_PAGE_SIZE } from "./schema";
import type { InsightFilter } from "./scope";

const MAX_EXPORT_ROWS = 50_000;
const TOP_PEOPLE = 3;

export function toNotFound(): AppError {
  return new AppError("not_found", "There is no such person, or they are not yours to see.");
}

export function toRule(insight: Pick<InsightRequest, "me">): NameRule {
  return { names: getSettings().LEADERBOARD_NAMES, myId: insight.me?.id ?? null };
}

const toIso = (instant: Date | null) => instant?.toISOString() ?? null;

export function toBoardInfo(row: BoardRow): BoardInfo {
  const view = LEADERBOARD_VIEWS.find((known) => known === row.view) ?? "current";
  return {
    snapshot_id: row.id,
    view,
    season_key: row.season_key,
    period_label: row.period_label,
    period_start: toIso(row.period_start),
    period_end: toIso(row.period_end),
    completed_at: row.completed_at.toISOString(),
    is_final: row.is_final,
    zero_dimensions: row.zero_dimensions.filter(isDimensionId),
  };
}

const round2 = (value: number) => Math.round(value * 100) / 100;

export function toRow(entry: EntryRow, board: BoardRow, rule: NameRule): LeaderboardRow {
  // A board that lacks a dimension cannot be compared with one that has it.
  const isComparable = board.zero_dimensions.length === 0;
  const isMe = entry.person_id === rule.myId;
  const { previous_rank: rankBefore, previous_score: scoreBefore } = entry;
  return {
    person_ref: entry.board_ref,
    rank: entry.rank,
    rank_change: isComparable && rankBefore !== null ? rankBefore - entry.rank : null,
    name: entry.shown_name,
    is_name_hidden: entry.is_hidden,
    is_me: isMe,
    score: entry.score,
    score_change: isComparable && scoreBefore !== null ? round2(entry.score - scoreBefore) : null,
    tier: entry.tier,
    intent: entry.intent,
    dimensions: mapDimensions((id) => entry[id]),
    spend_usd: rule.names === "all" || isMe ? toRoundedUsd(entry.spend_usd) : null,
  };
}

const isTooSmall = (people: number) => people > 0 && people < getSettings().LEADERBOARD_MIN_GROUP;

/** Where names are hidden, picking people by name would uncover them: only oneself can be picked. */
function toBoardFilter({ filter, me }: InsightRequest, { names }: NameRule): InsightFilter {
  if (names === "all" || filter.personIds === null) return filter;
  return { ...filter, personIds: filter.personIds.filter((id) => id === me?.id) };
}

async function readList(
  insight: InsightRequest,
  query: LeaderboardQuery,
): Promise<LeaderboardList> {
  const board = await findBoard(query.view, query.season);
  const rule = toRule(insight);
  const page = { page: query.page, page_size: INSIGHT_PAGE_SIZE };
  const nothing = { names: rule.names, is_withheld: false, items: [], total: 0, ...page };
  if (!board) return { board: null, ...nothing };
  const isExport = query.format === "csv";
  // The order would tell who spent most, name or not.
  const sort = query.sort === "spend" && rule.names !== "all" ? "rank" : query.sort;
  const entries = await listEntries({
    snapshotId: board.id,
    filter: toBoardFilter(insight, rule),
    rule,
    search: query.q,
    tier: query.tier,
    intent: query.intent,
    sort,
    order: query.order,
    limit: isExport ? MAX_EXPORT_ROWS : INSIGHT_PAGE_SIZE,
    offset: isExport ? 0 : (query.page - 1) * INSIGHT_PAGE_SIZE,
  });
  const info = toBoardInfo(board);
  const total = entries[0]?.found ?? 0;
  const hidesOthers = entries.some((entry) => entry.is_hidden);
  if (hidesOthers && isTooSmall(total)) {
    const mine = entries.filter((entry) => entry.person_id === rule.myId);
    const items = mine.map((entry) => toRow(entry, board, rule));
    return { board: info, ...nothing, is_withheld: true, items, total: items.length };
  }
  const items = entries.map((entry) => toRow(entry, board, rule));
  return { board: info, ...nothing, items, total };
}

/** A page of a board: who may be seen, searched, filtered and sorted over all of them. */
export function openLeaderboard(
  viewer: Viewer,
  query: LeaderboardQuery,
): Promise<Panel<LeaderboardList>> {
  return openInsightPanel("leaderboard", viewer, query, (insight) => readList(insight, query));
}

export function toAverages(sums: BoardSums | null): DimensionScores | null {
  if (sums === null || sums.people === 0 || isTooSmall(sums.people)) return null;
  return mapDimensions((id) => round2(sums[id] ?? 0));
}

/** With names hidden, a count of a few could single them out. */
function toShownCount(count: number, rule: NameRule): number | null {
  return rule.names !== "all" && isTooSmall(count) ? null : count;
}

async function listSeasons(): Promise<LeaderboardOverview["seasons"]> {
  const boards = await listBoards();
  const of = (view: string) =>
    boards.flatMap((board) =>
      board.view === view && board.season_key !== null
        ? [{ season_key: board.season_key, period_label: board.period_label }]
        : [],
    );
  return { monthly: of("monthly"), quarterly: of("quarterly") };
}

async function readTop(
  board: BoardRow,
  insight: InsightRequest,
  rule: NameRule,
): Promise<LeaderboardRow[]> {
  const entries = await listEntries({
    snapshotId: board.id,
    filter: toBoardFilter(insight, rule),
    rule,
    search: "",
    tier: undefined,
    intent: undefined,
    sort: "rank",
    order: "asc",
    limit: TOP_PEOPLE,
    offset: 0,
  });
  return entries.map((entry) => toRow(entry, board, rule));
}

async function findMine(board: BoardRow, insight: InsightRequest): Promise<LeaderboardRow | null> {
  if (insight.me === null) return null;
  const rule = toRule(insight);
  const entry = await findEntry(board.id, insight.me.id, rule);
  return entry && toRow(entry, board, rule);
}

async function readOverview(
  insight: InsightRequest,
  query: BoardQuery,
): Promise<LeaderboardOverview> {
  const board = await findBoard(query.view, query.season);
  const rule = toRule(insight);
  const [sums, seasons, me] = await Promise.all([
    board && summarizeBoard(board.id, toBoardFilter(insight, rule)),
    listSeasons(),
    board && findMine(board, insight),
  ]);
  const people = sums?.people ?? 0;
  const isWithheld = isTooSmall(people);
  const isShown = sums !== null && people > 0 && !isWithheld;
  return {
    board: board && toBoardInfo(board),
    names: rule.names,
    min_group: getSettings().LEADERBOARD_MIN_GROUP,
    is_withheld: isWithheld,
    people: isWithheld ? null : people,
    average_score: isShown && sums.average_score !== null ? round2(sums.average_score) : null,
    top_score: isShown ? sums.top_score : null,
    tiers: isShown
      ? TIERS.map((tier) => ({ tier, people: toShownCount(sums.tiers[tier] ?? 0, rule) }))
      : [],
    scores: isShown
      ? Array.from({ length: 10 }, (_, bin) => ({
          from: bin * 10,
          to: bin * 10 + 10,
          people: toShownCount(sums.bins[bin] ?? 0, rule),
        }))
      : [],
    averages: toAverages(sums),
    seasons,
    me,
    is_my_name_shared: insight.me?.is_name_shared ?? false,
    top: board && isShown ? await readTop(board, insight, rule) : [],
  };
}

/** Counts, distribution and averages of a board over who may be seen, and the viewer's own place. */
export function openLeaderboardOverview(
  viewer: Viewer,
  query: BoardQuery,
): Promise<Panel<LeaderboardOverview>> {
  return openInsightPanel("leaderboard", viewer, query, (insight) => readOverview(insight, query));
}

/**
 * Whether others may see the viewer's name on the leaderboard.
 * @throws {AppError} not_found for who is not known to the analytics API
 */
export async function shareMyName(viewer: Viewer, isShared: boolean): Promise<void> {
  const me = await findPersonByEmail(viewer.email);
  if (me === null) throw toNotFound();
  await setNameShared(me.id, isShared);
}
