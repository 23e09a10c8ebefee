import type { CsvTable } from "@/lib/http/csv";
import {
  DIMENSION_IDS,
  type LeaderboardList,
  type LeaderboardOverview,
  type LeaderboardPerson,
} from "./board-schema";
import {
  type CliPeopleList,
  type InsightPerson,
  type InsightSpending,
  type InsightSummary,
  type InsightTable,
  type SpenderList,
} from "./schema";

type Cell = CsvTable["rows"][number][number];

/** Columns that are called what the rows' fields are called. */
function toColumns<Name extends string>(
  columns: readonly Name[],
  items: readonly Readonly<Record<Name, Cell>>[],
): CsvTable {
  return { columns: [...columns], rows: items.map((item) => columns.map((name) => item[name])) };
}

const LEADERBOARD = [
  ...(["rank", "rank_change", "name", "score", "score_change", "tier", "intent"] as const),
  ...DIMENSION_IDS,
  "spend_usd",
] as const;

export const toLeaderboardCsv = ({ items }: LeaderboardList): CsvTable =>
  toColumns(
    LEADERBOARD,
    items.map((row) => ({ ...row, ...row.dimensions })),
  );

export function toOverviewCsv(overview: LeaderboardOverview): CsvTable {
  return {
    columns: ["kind", "name", "value"],
    rows: [
      ["figure", "people", overview.people],
      ["figure", "average score", overview.average_score],
      ["figure", "top score", overview.top_score],
      ...overview.tiers.map(({ tier, people }) => ["tier", tier, people]),
      ...overview.scores.map(({ from, to, people }) => ["scores", `${from}-${to}`, people]),
      ...DIMENSION_IDS.map((id) => ["average", id, overview.averages?.[id] ?? null]),
    ],
  };
}

const BOARD_PERSON = [
  ...(["dimension", "component", "weight", "score", "average", "last_season"] as const),
  "evidence",
] as const;

export function toBoardPersonCsv({ dimensions }: LeaderboardPerson): CsvTable {
  const rows = dimensions.flatMap(({ id: dimension, label: component, components, ...whole }) => [
    { ...whole, dimension, component, evidence: null },
    ...(components ?? []).map(({ label, ...part }) => ({
      ...{ ...part, dimension, component: label, average: null, last_season: null },
    })),
  ]);
  return toColumns(BOARD_PERSON, rows);
}

const SUMMARY = ["metric", "unit", "value", "previous", "fixed_timeframe", "note"] as const;

export const toSummaryCsv = ({ metrics }: InsightSummary): CsvTable =>
  toColumns(
    SUMMARY,
    metrics.map((metric) => ({
      ...metric,
      metric: metric.label,
      note: metric.is_lower_bound ? "lower_bound" : metric.unavailable,
    })),
  );

const SPENDING = [
  ...(["starts_at_utc", "assistants_usd", "workflows_usd", "datasources_usd", "cli_usd"] as const),
  ...(["other_usd", "total_usd"] as const),
] as const;

export const toSpendingCsv = ({ steps }: InsightSpending): CsvTable =>
  toColumns(
    SPENDING,
    steps.map((step) => ({ ...step, starts_at_utc: step.starts_at })),
  );

const SPENDERS = [
  ...(["name", "email", "platform_usd", "cli_usd", "total_usd", "previous_usd"] as const),
  "total_tokens",
] as const;

export function toSpendersCsv({ items, total_usd }: SpenderList): CsvTable {
  const { columns, rows } = toColumns(SPENDERS, items);
  return { columns, rows: [...rows, ["Total", null, null, null, total_usd, null, null]] };
}

export function toTableCsv({ rows }: InsightTable): CsvTable {
  const [first] = rows;
  const labels = Object.keys(first?.labels ?? {});
  const counts = Object.keys(first?.counts ?? {});
  return {
    columns: ["name", ...labels, ...counts, "cost_usd"],
    rows: rows.map((row) => [
      row.name,
      ...labels.map((id) => row.labels[id] ?? null),
      ...counts.map((id) => row.counts[id] ?? null),
      row.cost_usd,
    ]),
  };
}

const CLI_PEOPLE = [
  ...(["name", "email", "classification", "sessions", "lines_added", "lines_removed"] as const),
  ...(["net_lines", "cost_usd"] as const),
] as const;

export const toCliPeopleCsv = ({ items }: CliPeopleList): CsvTable => toColumns(CLI_PEOPLE, items);

const PERSON = [
  ...(["person", "project", "platform_usd", "cli_usd", "total_usd", "total_tokens"] as const),
] as const;

export const toInsightPersonCsv = ({ person, projects }: InsightPerson): CsvTable =>
  toColumns(
    PERSON,
    projects.map((row) => ({ ...row, person: person.name, project: row.name })),
  );
