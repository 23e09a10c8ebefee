/** Answers in the envelopes of the analytics API. */

export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;

export interface Column {
  id: string;
  label: string;
  type: "string" | "number" | "integer" | "boolean" | "date" | "json";
  format?: string | null;
}

/** An answer that is not a result, in the API's own envelope. */
export class AnalyticsError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(`status ${status}`);
  }
}

export function toErrorBody(message: string, details: string | null, help: string | null = "…") {
  return { error: { message, details, help } };
}

/** FastAPI's own form, as validation problems keep it. */
export function validationError(name: string, msg: string, input: string): AnalyticsError {
  return new AnalyticsError(422, {
    detail: [{ type: "value_error", loc: ["query", name], msg, input }],
  });
}

export function badPeriod(details: string): AnalyticsError {
  const help = "Please check your time_period, start_date, end_date, or date range values.";
  return new AnalyticsError(400, toErrorBody("Invalid request parameters", details, help));
}

export interface Paging {
  page: number;
  perPage: number;
}

export interface AnswerContext {
  nowMs: number;
  filters: Record<string, unknown>;
  snapshot?: unknown;
  dataAsOf?: string;
  executionMs?: number;
}

/** Python's isoformat with an offset. */
function toTimestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.(\d{3})Z$/, ".$1000+00:00");
}

export function toMetadata(context: AnswerContext) {
  const timestamp = toTimestamp(context.nowMs);
  return {
    timestamp,
    data_as_of: context.dataAsOf ?? timestamp,
    filters_applied: context.filters,
    execution_time_ms: context.executionMs ?? 42.5,
    snapshot: context.snapshot ?? null,
  };
}

export interface Metric {
  id: string;
  label: string;
  value: Cell;
  type?: string;
  format?: string | null;
  fixedTimeframe?: string | null;
}

export function toMetricsAnswer(metrics: readonly Metric[], context: AnswerContext) {
  return {
    data: {
      metrics: metrics.map((metric) => ({
        id: metric.id,
        label: metric.label,
        type: metric.type ?? "number",
        value: metric.value,
        format: metric.format === undefined ? "number" : metric.format,
        description: null,
        fixed_timeframe: metric.fixedTimeframe ?? null,
        secondary_metrics: null,
      })),
    },
    metadata: toMetadata(context),
  };
}

const NOT_SUMMED =
  /unique_|avg_|median_|min_|max_|_rate|_percent|_per_|last_|_timestamp|_time|^rank$|^hour$/;

function toTotals(columns: readonly Column[], rows: readonly Row[]): Row {
  const summed = columns.filter(({ id, type }) => type === "number" && !NOT_SUMMED.test(id));
  return Object.fromEntries(
    summed.map(({ id }) => [id, rows.reduce((sum, row) => sum + Number(row[id] ?? 0), 0)]),
  );
}

export interface TableAnswer {
  columns: readonly Column[];
  rows: readonly Row[];
  paging: Paging | null;
  hasTotals?: boolean;
  fixedTimeframe?: string;
}

/** Pages count from zero; `has_more` also wants a full page, as the real one does. */
export function toTableAnswer(table: TableAnswer, context: AnswerContext) {
  const { rows, paging, columns } = table;
  const start = paging === null ? 0 : paging.page * paging.perPage;
  const shown = paging === null ? rows : rows.slice(start, start + paging.perPage);
  return {
    data: {
      columns: columns.map((column) => ({ format: null, description: null, ...column })),
      rows: shown,
      totals: table.hasTotals === false ? null : toTotals(columns, rows),
    },
    metadata: toMetadata(context),
    pagination:
      paging === null
        ? null
        : {
            page: paging.page,
            per_page: paging.perPage,
            total_count: rows.length,
            has_more: shown.length === paging.perPage && start + paging.perPage < rows.length,
          },
    fixed_timeframe: table.fixedTimeframe ?? null,
  };
}
