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

export function toLeaderboardCsv(list: LeaderboardList): CsvTable {
  return {
    columns: [
      ...["rank", "rank_change", "name", "score", "score_change", "tier", "intent"],
      ...DIMENSION_IDS,
      "spend_usd",
    ],
    rows: list.items.map((row) => [
      row.rank,
      row.rank_change,
      row.name,
      row.score,
      row.score_change,
      row.tier,
      row.intent,
      ...DIMENSION_IDS.map((id) => row.dimensions[id]),
      row.spend_usd,
    ]),
  };
}

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

export function toBoardPersonCsv({ dimensions }: LeaderboardPerson): CsvTable {
  return {
    columns: ["dimension", "component", "weight", "score", "average", "last_season", "evidence"],
    rows: dimensions.flatMap((dimension) => [
      [
        dimension.id,
        dimension.label,
        dimension.weight,
        dimension.score,
        dimension.average,
        dimension.last_season,
        null,
      ],
      ...(dimension.components ?? []).map((part) => [
        dimension.id,
        part.label,
        part.weight,
        part.score,
        null,
        null,
        part.evidence,
      ]),
    ]),
  };
}

export function toSummaryCsv({ metrics }: InsightSummary): CsvTable {
  return {
    columns: ["metric", "unit", "value", "previous", "fixed_timeframe", "note"],
    rows: metrics.map((metric) => [
      metric.label,
      metric.unit,
      metric.value,
      metric.previous,
      metric.fixed_timeframe,
      metric.is_lower_bound ? "at least: a part of the time was not read" : metric.unavailable,
    ]),
  };
}

export function toSpendingCsv({ steps }: InsightSpending): CsvTable {
  return {
    columns: [
      ...["starts_at_utc", "assistants_usd", "workflows_usd", "datasources_usd"],
      ...["cli_usd", "other_usd", "total_usd"],
    ],
    rows: steps.map((step) => [
      step.starts_at,
      step.assistants_usd,
      step.workflows_usd,
      step.datasources_usd,
      step.cli_usd,
      step.other_usd,
      step.total_usd,
    ]),
  };
}

export function toSpendersCsv(list: SpenderList): CsvTable {
  return {
    columns: [
      ...["name", "email", "platform_usd", "cli_usd", "total_usd", "previous_usd"],
      "total_tokens",
    ],
    rows: [
      ...list.items.map((row) => [
        row.name,
        row.email,
        row.platform_usd,
        row.cli_usd,
        row.total_usd,
        row.previous_usd,
        row.total_tokens,
      ]),
      ["Total", null, null, null, list.total_usd, null, null],
    ],
  };
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

export function toCliPeopleCsv({ items }: CliPeopleList): CsvTable {
  return {
    columns: [
      ...["name", "email", "classification", "sessions", "lines_added", "lines_removed"],
      ...["net_lines", "cost_usd"],
    ],
    rows: items.map((row) => [
      row.name,
      row.email,
      row.classification,
      row.sessions,
      row.lines_added,
      row.lines_removed,
      row.net_lines,
      row.cost_usd,
    ]),
  };
}

export function toInsightPersonCsv({ person, projects }: InsightPerson): CsvTable {
  return {
    columns: ["person", "project", "platform_usd", "cli_usd", "total_usd", "total_tokens"],
    rows: projects.map((row) => [
      person.name,
      row.name,
      row.platform_usd,
      row.cli_usd,
      row.total_usd,
      row.total_tokens,
    ]),
  };
}
