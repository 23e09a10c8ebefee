import "server-only";
import { z } from "zod";
import { Decimal, toRoundedUsd } from "@/lib/money";
import type { MetricRecord, TableRecord } from "@/lib/upstream/analytics/records";
import { mergeMetrics } from "@/lib/upstream/analytics/metrics";
import { mergeTables } from "@/lib/upstream/analytics/tables";
import type { ResolvedTime } from "./resolve-time";
import type { InsightTable, InsightTableName, TableRow } from "./schema";
import type { InsightFilter } from "./scope";
import { listTables, type StoredTable } from "./table-store";

const tableRowsSchema: z.ZodType<TableRecord[]> = z.array(
  z.object({
    name: z.string(),
    labels: z.record(z.string(), z.string().nullable()),
    counts: z.record(z.string(), z.number().nullable()),
    costUsd: z
      .string()
      .transform((text) => new Decimal(text))
      .nullable(),
  }),
);

const metricRowsSchema: z.ZodType<MetricRecord[]> = z.array(
  z.object({
    id: z.string(),
    label: z.string(),
    unit: z.enum(["usd", "count", "percent", "duration", "time", "text"]),
    value: z.union([z.number(), z.string()]).nullable(),
    fixedTimeframe: z.string().nullable(),
  }),
);

export const FIXED_PERIODS_ONLY =
  "The upstream counts this for its fixed periods only. Choose one of them to see it.";
export const NOT_PER_PERSON = "The upstream does not count this for single people.";
export const NOT_READ = "Not read for this period yet.";
export const NOT_ADDED_UP = "Distinct things cannot be added up over several projects.";

/** Why a table by period cannot be given for these filters; null when it can. */
export function findObstacle(time: ResolvedTime, filter: InsightFilter): string | null {
  if (filter.personIds !== null) return NOT_PER_PERSON;
  return time.period === null ? FIXED_PERIODS_ONLY : null;
}

/** Each project counts from its own reading; the oldest is what the sum may claim. */
function toWindow(stored: readonly StoredTable[]): InsightTable["window"] {
  const [first, ...others] = stored;
  if (!first) return null;
  const oldest = others.reduce((old, one) => (one.readAt < old.readAt ? one : old), first);
  return {
    from: oldest.windowFrom.toISOString(),
    to: oldest.windowTo.toISOString(),
    read_at: oldest.readAt.toISOString(),
  };
}

function toRow(record: TableRecord): TableRow {
  return {
    name: record.name,
    labels: { ...record.labels },
    counts: { ...record.counts },
    cost_usd: record.costUsd === null ? null : toRoundedUsd(record.costUsd.toFixed()),
  };
}

/** A repository once, with the people who worked in it, who are distinct here. */
function groupRepositories(records: readonly TableRecord[]): TableRecord[] {
  const people = new Map<string, Set<string | null>>();
  for (const { name, labels } of records) {
    people.set(name, (people.get(name) ?? new Set()).add(labels.person ?? null));
  }
  const plain = records.map((record) => ({ ...record, labels: {} }));
  return mergeTables([plain]).map((record) => ({
    ...record,
    counts: { people: people.get(record.name)?.size ?? null, ...record.counts },
  }));
}

const FIRST_COUNT: Record<InsightTableName, string> = {
  assistants: "messages",
  workflows: "runs",
  tools: "invocations",
  models: "requests",
  cli_models: "requests",
  cli_clients: "uses",
  cli_tools: "sessions",
  cli_repositories: "lines_added",
  cli_weekdays: "activity",
  cli_hours: "activity",
  cli_depths: "sessions",
  cli_classes: "people",
};
/** Their order is that of the week, the day or the size. */
const ORDERED: ReadonlySet<InsightTableName> = new Set(["cli_weekdays", "cli_hours", "cli_depths"]);

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The upstream leaves hours without activity out; a week starts on Monday here. */
function fillOrder(name: InsightTableName, rows: TableRow[]): TableRow[] {
  const order = name === "cli_hours" ? HOURS : name === "cli_weekdays" ? WEEKDAYS : null;
  if (order === null || rows.length === 0) return rows;
  const byName = new Map(rows.map((row) => [row.name, row]));
  const nothing = (one: string): TableRow => ({
    name: one,
    labels: {},
    counts: { activity: 0 },
    cost_usd: null,
  });
  return order.map((one) => byName.get(one) ?? nothing(one));
}

/** Rows of a table of a period with people in their labels, as it was read. */
export async function readRawTable(
  name: InsightTableName,
  time: ResolvedTime,
  projectNames: readonly string[] | null,
): Promise<{ stored: StoredTable[]; records: TableRecord[] }> {
  if (time.period === null) return { stored: [], records: [] };
  const stored = await listTables(name, time.period, projectNames);
  return { stored, records: mergeTables(stored.map(({ rows }) => tableRowsSchema.parse(rows))) };
}

/** A table by name for a period and projects, the largest first. */
export async function readTable(
  name: InsightTableName,
  time: ResolvedTime,
  filter: InsightFilter,
): Promise<InsightTable> {
  const obstacle = findObstacle(time, filter);
  if (obstacle !== null) return { window: null, unavailable: obstacle, rows: [] };
  const { stored, records } = await readRawTable(name, time, filter.projectNames);
  const isEmptyScope = filter.projectNames?.length === 0;
  if (stored.length === 0) {
    return { window: null, unavailable: isEmptyScope ? null : NOT_READ, rows: [] };
  }
  const shown = name === "cli_repositories" ? groupRepositories(records) : records;
  const count = FIRST_COUNT[name];
  const rows = shown.map(toRow);
  if (!ORDERED.has(name)) {
    rows.sort(
      (left, right) =>
        (right.counts[count] ?? 0) - (left.counts[count] ?? 0) ||
        left.name.localeCompare(right.name, "en"),
    );
  }
  return { window: toWindow(stored), unavailable: null, rows: fillOrder(name, rows) };
}

export interface PeriodMetrics {
  /** Null where they were not read. */
  metrics: MetricRecord[] | null;
  previous: MetricRecord[] | null;
  isMerged: boolean;
}

/** The figures of a summary for a period; over several projects what can be added up. */
export async function readPeriodMetrics(
  name: "summaries" | "cli_summary",
  time: ResolvedTime,
  projectNames: readonly string[] | null,
): Promise<PeriodMetrics> {
  if (time.period === null) return { metrics: null, previous: null, isMerged: false };
  const { period } = time;
  const read = async (table: string) => {
    const stored = await listTables(table, period, projectNames);
    const [first, ...others] = stored.map(({ rows }) => metricRowsSchema.parse(rows));
    return { merged: first ? others.reduce(mergeMetrics, first) : null, count: stored.length };
  };
  const [now, before] = await Promise.all([read(name), read(`${name}_before`)]);
  return { metrics: now.merged, previous: before.merged, isMerged: now.count > 1 };
}
