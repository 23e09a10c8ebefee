import "server-only";
import { z } from "zod";
import { Decimal, toRoundedUsd } from "@/lib/money";
import type { MetricRecord, TableRecord } from "@/lib/upstream/analytics/records";
import { mergeMetrics } from "@/lib/upstream/analytics/metrics";
import { mergeTables } from "@/lib/upstream/analytics/tables";
import type { InsightTable, InsightTableName, TableRow } from "./schema";
import type { NoSource, TableSource } from "./source";
import { listTables } from "./table-store";

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

/** When a source was read, and for what. */
export function toWindow({ reading }: TableSource): InsightTable["window"] {
  return {
    from: reading.windowFrom.toISOString(),
    to: reading.windowTo.toISOString(),
    read_at: reading.readAt.toISOString(),
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

/** Rows of a table with people in their labels, as it was read. */
export async function readRawTable(
  name: InsightTableName,
  { key, projectNames }: Pick<TableSource, "key" | "projectNames">,
): Promise<TableRecord[]> {
  const stored = await listTables(name, key, projectNames);
  return mergeTables(stored.map(({ rows }) => tableRowsSchema.parse(rows)));
}

/** A table by name, the largest first. */
export async function readTable(
  name: InsightTableName,
  source: TableSource | NoSource,
): Promise<InsightTable> {
  const { canRead: can_read } = source;
  if (source.reading === null) {
    return { window: null, unavailable: source.unavailable, can_read, rows: [] };
  }
  const records = await readRawTable(name, source);
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
  return { window: toWindow(source), unavailable: null, can_read, rows: fillOrder(name, rows) };
}

export interface StoredMetrics {
  /** Null where they were not read. */
  metrics: MetricRecord[] | null;
  previous: MetricRecord[] | null;
  isMerged: boolean;
}

/** The figures of a summary; over several projects what can be added up. */
export async function readMetrics(
  name: "summaries" | "cli_summary",
  { key, projectNames }: TableSource,
): Promise<StoredMetrics> {
  const read = async (table: string) => {
    const stored = await listTables(table, key, projectNames);
    const [first, ...others] = stored.map(({ rows }) => metricRowsSchema.parse(rows));
    return { merged: first ? others.reduce(mergeMetrics, first) : null, count: stored.length };
  };
  const [now, before] = await Promise.all([read(name), read(`${name}_before`)]);
  return { metrics: now.merged, previous: before.merged, isMerged: now.count > 1 };
}
