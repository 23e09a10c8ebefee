import { toMetadata, toMetricsAnswer, toTableAnswer, type Column, type Row } from "./answers";
import {
  DIMENSION_IDS,
  TIER_LIST,
  toEntryProjects,
  type Board,
  type Entry,
  type View,
} from "./leaderboard";
import { DIMENSIONS, toComponents, toSummaryMetrics } from "./person-detail";
import { parseLimit, parsePaging } from "./query";
import type { RouteContext } from "./route-context";

/** Naive UTC, as Python writes a datetime without a zone. */
const toNaive = (ms: number) => new Date(ms).toISOString().replace(/\.(\d{3})Z$/, ".$1000");

const SNAPSHOT_TYPES: Record<View, string> = {
  current: "rolling_live",
  monthly: "season_month",
  quarterly: "season_quarter",
};

function toSnapshot(board: Board) {
  return {
    snapshot_id: board.id,
    snapshot_type: SNAPSHOT_TYPES[board.view],
    season_key: board.seasonKey,
    period_label: board.label,
    period_start: toNaive(board.startMs),
    period_end: toNaive(board.endMs),
    period_days: Math.round((board.endMs - board.startMs) / 86_400_000) + 1,
    is_final: board.seasonKey !== null,
    status: "completed",
    completed_at: toNaive(board.completedMs),
    comparison_snapshot_id: board.comparisonId,
  };
}

function toAnswer(context: RouteContext, board: Board | null) {
  return {
    ...context.answer,
    snapshot: board === null ? {} : toSnapshot(board),
    dataAsOf: board === null ? undefined : toNaive(board.completedMs),
    executionMs: 21.4,
  };
}

function findBoard(context: RouteContext): Board | null {
  return context.traps.noLeaderboard ? null : context.leaderboards.find(context.query);
}

const NOTHING = { columns: [], rows: [], paging: null, hasTotals: false };
const round1 = (value: number) => Math.round(value * 10) / 10;

export function getSummary(context: RouteContext): unknown {
  const board = findBoard(context);
  if (board === null) return toMetricsAnswer([], toAnswer(context, null));
  const { entries } = board;
  const sum = entries.reduce((total, entry) => total + entry.totalScore, 0);
  const countTier = (name: string) => entries.filter((entry) => entry.tier === name).length;
  return toMetricsAnswer(
    [
      { id: "total_users", label: "Total Users", value: entries.length },
      { id: "avg_score", label: "Average Score", value: round1(sum / entries.length) },
      ...TIER_LIST.map(({ name }) => ({
        id: `${name}_count`,
        label: `${name}s`,
        value: countTier(name),
      })),
      { id: "top_score", label: "Top Score", value: entries[0]?.totalScore ?? 0 },
      { id: "period_label", label: "Period", type: "string", value: board.label, format: null },
      {
        id: "last_computed_at",
        label: "Last Computed",
        type: "date",
        value: toNaive(board.completedMs),
        format: null,
      },
    ],
    toAnswer(context, board),
  );
}

const toColumn = (id: string, type: Column["type"]): Column => ({ id, label: id, type });

const COLUMNS: readonly Column[] = [
  ...["rank", "previous_rank", "rank_delta"].map((id) => toColumn(id, "number")),
  ...["user_id", "user_name", "user_email"].map((id) => toColumn(id, "string")),
  ...["total_score", "previous_score", "score_delta"].map((id) => toColumn(id, "number")),
  toColumn("tier_name", "string"),
  ...DIMENSION_IDS.map((id) => toColumn(`${id}_score`, "number")),
  { id: "total_spend", label: "Total Spend", type: "number", format: "currency" },
  toColumn("usage_intent", "string"),
];

function toEntryRow(entry: Entry, before: ReadonlyMap<string, Entry>): Row {
  const { person, scores, rank, totalScore } = entry;
  const previous = before.get(person.userId);
  const scoresById = DIMENSION_IDS.map((id, place): [string, number] => [
    `${id}_score`,
    round1((scores[place] ?? 0) * 100),
  ]);
  return {
    rank,
    previous_rank: previous?.rank ?? null,
    rank_delta: previous ? previous.rank - rank : null,
    user_id: person.userId,
    user_name: person.name,
    user_email: person.email,
    total_score: totalScore,
    previous_score: previous?.totalScore ?? null,
    score_delta: previous ? Math.round((totalScore - previous.totalScore) * 100) / 100 : null,
    tier_name: entry.tier,
    ...Object.fromEntries(scoresById),
    total_spend: entry.totalSpend,
    usage_intent: entry.intent,
    usage_intent_label: entry.intent,
  };
}

const previousEntries = new WeakMap<Board, ReadonlyMap<string, Entry>>();

function mapPrevious(context: RouteContext, board: Board): ReadonlyMap<string, Entry> {
  const known = previousEntries.get(board);
  if (known) return known;
  const entries = context.leaderboards.previousOf(board)?.entries ?? [];
  const made = new Map(entries.map((entry) => [entry.person.userId, entry]));
  previousEntries.set(board, made);
  return made;
}

function sortEntries(entries: readonly Entry[], query: URLSearchParams): readonly Entry[] {
  const by = query.get("sort_by");
  const sign = query.get("sort_order") === "desc" ? -1 : 1;
  if (by === "user_name") {
    return [...entries].sort((a, b) => sign * a.person.name.localeCompare(b.person.name));
  }
  // Unknown columns fall back to the rank, silently.
  if (by === "total_score") return sign === 1 ? [...entries].reverse() : entries;
  return sign === 1 ? entries : [...entries].reverse();
}

export function listEntries(context: RouteContext): unknown {
  const board = findBoard(context);
  if (board === null) return toTableAnswer(NOTHING, toAnswer(context, null));
  const { query, traps } = context;
  const search = query.get("search")?.toLowerCase() ?? "";
  const tier = query.get("tier");
  const intent = query.get("intent");
  const found = board.entries.filter(
    (entry) =>
      (tier === null || entry.tier === tier) &&
      (intent === null || entry.intent === intent) &&
      `${entry.person.name} ${entry.person.email}`.toLowerCase().includes(search),
  );
  const before = mapPrevious(context, board);
  const rows = sortEntries(found, query).map((entry) => toEntryRow(entry, before));
  const paging = parsePaging(query);
  const answer = toTableAnswer(
    { columns: COLUMNS, rows, paging, hasTotals: false },
    toAnswer(context, board),
  );
  const start = paging.page * paging.perPage;
  const shown = answer.data.rows.filter(
    (_, index) => start + index < rows.length - traps.lostEntries,
  );
  const repeated = traps.duplicateEntries && start > 0 ? rows.slice(start - 1, start) : [];
  return { ...answer, data: { ...answer.data, rows: [...repeated, ...shown] } };
}

export function getPerson(context: RouteContext): unknown {
  const board = findBoard(context);
  const wanted = decodeURIComponent(context.path.split("/").at(-1) ?? "");
  const entry = board?.entries.find(
    ({ person }) => person.userId === wanted || person.email === wanted,
  );
  const metadata = toMetadata(toAnswer(context, board));
  if (!board || !entry) return { data: {}, metadata };
  const previous = mapPrevious(context, board).get(entry.person.userId);
  const tier = TIER_LIST.find(({ name }) => name === entry.tier);
  const data = {
    user_id: entry.person.userId,
    user_name: entry.person.name,
    user_email: entry.person.email,
    rank: entry.rank,
    total_score: entry.totalScore,
    comparison: {
      previous_rank: previous?.rank ?? null,
      rank_delta: previous ? previous.rank - entry.rank : null,
      previous_score: previous?.totalScore ?? null,
      score_delta: previous ? entry.totalScore - previous.totalScore : null,
      comparison_snapshot_id: board.comparisonId,
    },
    tier: { name: entry.tier, label: entry.tier, level: tier?.level, color: tier?.color },
    intent: { id: entry.intent, label: entry.intent, emoji: "", color: "", description: "" },
    projects: toEntryProjects(entry.person),
    summary_metrics: toSummaryMetrics(entry),
    dimensions: DIMENSIONS.map(([label, weight], place) => ({
      id: DIMENSION_IDS[place],
      label,
      name: label,
      weight,
      score: entry.scores[place] ?? 0,
      color: "",
      icon: "",
      description: "",
      components: toComponents(entry, place),
    })),
  };
  return { data, metadata };
}

export function listTiers(context: RouteContext): unknown {
  const board = findBoard(context);
  if (board === null) return toTableAnswer(NOTHING, toAnswer(context, null));
  const rows = TIER_LIST.map(({ name, level, color }) => {
    const count = board.entries.filter((entry) => entry.tier === name).length;
    return {
      tier_name: name,
      tier_level: level,
      user_count: count,
      percentage: round1((count / board.entries.length) * 100),
      color,
    };
  }).filter((row) => row.user_count > 0);
  const columns = [{ id: "tier_name", label: "Tier", type: "string" as const }];
  return toTableAnswer({ columns, rows, paging: null, hasTotals: false }, toAnswer(context, board));
}

/** From 0 to 1, unlike the entries. */
export function listDimensions(context: RouteContext): unknown {
  const board = findBoard(context);
  if (board === null) return toTableAnswer(NOTHING, toAnswer(context, null));
  const rows = DIMENSIONS.map(([label, weight], place) => {
    const sum = board.entries.reduce((total, entry) => total + (entry.scores[place] ?? 0), 0);
    return {
      dimension_id: DIMENSION_IDS[place] ?? "",
      dimension_label: label,
      weight,
      avg_score: Math.round((sum / board.entries.length) * 1e4) / 1e4,
    };
  });
  const columns = [{ id: "dimension_id", label: "Dimension", type: "string" as const }];
  return toTableAnswer({ columns, rows, paging: null, hasTotals: false }, toAnswer(context, board));
}

/** A perfect 100 falls into "100-110"; empty bins are left out. */
export function listScores(context: RouteContext): unknown {
  const board = findBoard(context);
  if (board === null) return toTableAnswer(NOTHING, toAnswer(context, null));
  const rows = Array.from({ length: 11 }, (_, bin) => ({
    range: `${bin * 10}-${bin * 10 + 10}`,
    count: board.entries.filter((entry) => Math.floor(entry.totalScore / 10) === bin).length,
  })).filter((row) => row.count > 0);
  const columns = [{ id: "range", label: "Score Range", type: "string" as const }];
  return toTableAnswer({ columns, rows, paging: null, hasTotals: false }, toAnswer(context, board));
}

/** No ids and no addresses here. */
export function listTopPerformers(context: RouteContext): unknown {
  const board = findBoard(context);
  if (board === null) return toTableAnswer(NOTHING, toAnswer(context, null));
  const rows = board.entries.slice(0, parseLimit(context.query)).map((entry) => ({
    rank: entry.rank,
    user_name: entry.person.name,
    total_score: entry.totalScore,
    tier_name: entry.tier,
  }));
  const columns = [{ id: "rank", label: "#", type: "number" as const }];
  return toTableAnswer({ columns, rows, paging: null, hasTotals: false }, toAnswer(context, board));
}

export function listSeasons(context: RouteContext): unknown {
  const view = context.query.get("view") === "quarterly" ? "quarterly" : "monthly";
  const rows = context.leaderboards.listSeasons(view).map((board) => ({
    season_key: board.seasonKey,
    period_label: board.label,
    snapshot_id: board.id,
    period_start: toNaive(board.startMs),
    period_end: toNaive(board.endMs),
    total_users: board.entries.length,
    completed_at: toNaive(board.completedMs),
  }));
  const columns = [{ id: "season_key", label: "Season Key", type: "string" as const }];
  const paging = parsePaging(context.query, 50, 200);
  return toTableAnswer({ columns, rows, paging, hasTotals: false }, toAnswer(context, null));
}
