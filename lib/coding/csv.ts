import { toUsdText, type Cell, type CsvTable } from "@/lib/http/csv";
import type { BurnRate, CodingFigures, CodingSummary, SessionList, SplitRow } from "./schema";

const COLUMNS = [
  ...["cost_usd", "value_usd", "call_count", "failed_call_count", "unpriced_count"],
  ...["developer_count", "uncached_input_tokens", "cache_read_tokens", "cache_write_tokens"],
  ...["output_tokens", "lines_added", "lines_removed", "commits", "pull_requests"],
] as const satisfies (keyof CodingFigures)[];

const MONEY = new Set<string>(["cost_usd", "value_usd"]);

const toCells = (row: CodingFigures): Cell[] =>
  COLUMNS.map((column) => (MONEY.has(column) ? toUsdText(row[column]) : row[column]));

export function toSummaryCsv(summary: CodingSummary): CsvTable {
  return {
    columns: [...COLUMNS, "session_count"],
    rows: [[...toCells(summary), summary.session_count]],
  };
}

export function toSplitCsv(rows: readonly SplitRow[]): CsvTable {
  return {
    columns: ["id", "name", ...COLUMNS],
    rows: rows.map((row) => [row.id, row.name, ...toCells(row)]),
  };
}

export function toBurnCsv({ slots }: BurnRate): CsvTable {
  return {
    columns: ["at", "cost_usd"],
    rows: slots.map(({ at, cost_usd }) => [at, toUsdText(cost_usd)]),
  };
}

export function toSessionsCsv({ items }: SessionList): CsvTable {
  return {
    columns: [
      ...["tenant_id", "harness", "session_id", "person", "model", "repository", "branch"],
      ...["started_at", "last_at", "call_count", "cost_usd", "value_usd", "total_tokens"],
    ],
    rows: items.map((row) => [
      ...[row.tenant_id, row.harness, row.session_id, row.person, row.model, row.repository],
      ...[row.branch, row.started_at, row.last_at, row.call_count],
      ...[toUsdText(row.cost_usd), toUsdText(row.value_usd), row.total_tokens],
    ]),
  };
}
