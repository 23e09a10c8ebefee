import { z } from "zod";
import type { Decimal } from "@/lib/money";
import type { Reading, ReadOptions } from "../litellm/reading";
import type { WholeRead } from "../litellm/records";
import { toRuleText } from "../litellm/schema";
import {
  openReading,
  parseRows,
  readAllRows,
  readInHalves,
  toWindowQuery,
  type AnalyticsContext,
} from "./reading";
import type { CliPersonRecord, ReadFilter, TableRecord, TimeWindow } from "./records";
import {
  wireCliPerson,
  wireCountOrNull,
  wireName,
  wireTextOrNull,
  wireUsdOrNull,
  type WireCliPerson,
} from "./schema";

interface TableSpec {
  path: string;
  name: string;
  /** Ours to the upstream's. */
  labels?: Readonly<Record<string, string>>;
  /** Ours to the upstream's, several are added up. */
  counts: Readonly<Record<string, readonly string[]>>;
  costUsd?: string;
}

/** Counts of distinct people cannot be added up. */
export const DISTINCT_COUNTS: ReadonlySet<string> = new Set(["people"]);

const SPECS = {
  assistants: {
    path: "/assistants-chats",
    name: "assistant",
    counts: {
      messages: ["total_messages"],
      chats: ["total_chats"],
      people: ["unique_users"],
      errors: ["total_errors"],
      tokens: ["total_tokens"],
    },
    costUsd: "total_cost_usd",
  },
  workflows: {
    path: "/workflows",
    name: "workflow_name",
    counts: {
      runs: ["total_runs"],
      succeeded: ["success"],
      failed: ["failed"],
      aborted: ["aborted"],
      people: ["users"],
      tokens: ["total_tokens"],
    },
    costUsd: "total_cost_usd",
  },
  tools: {
    path: "/tools-usage",
    name: "tool_name",
    labels: { kind: "tool_type" },
    counts: {
      invocations: ["total_invocations"],
      people: ["unique_users"],
      errors: ["total_errors"],
      tokens: ["total_tokens"],
    },
  },
  models: { path: "/llms-usage", name: "model_name", counts: { requests: ["total_requests"] } },
  cli_models: { path: "/cli-llms", name: "model_name", counts: { requests: ["total_requests"] } },
  cli_clients: { path: "/cli-agents", name: "client_name", counts: { uses: ["total_usage"] } },
  cli_tools: { path: "/cli-tools", name: "tool_name", counts: { sessions: ["session_count"] } },
  cli_repositories: {
    path: "/cli-repositories",
    name: "repository",
    labels: { person: "user_name" },
    counts: {
      lines_added: ["total_lines_added"],
      duration_ms: ["session_duration"],
      tokens: ["input_tokens", "cache_creation_tokens", "cache_read_tokens", "output_tokens"],
    },
  },
  cli_weekdays: {
    path: "/cli-insights-weekday-pattern",
    name: "weekday",
    counts: { activity: ["activity_count"] },
  },
  cli_hours: {
    path: "/cli-insights-hourly-usage",
    name: "hour",
    counts: { activity: ["activity_count"] },
  },
  cli_depths: {
    path: "/cli-insights-session-depth",
    name: "range",
    counts: { sessions: ["count"] },
  },
  cli_classes: {
    path: "/cli-insights-user-classification",
    name: "classification",
    counts: { people: ["user_count"] },
    costUsd: "total_cost",
  },
} as const satisfies Record<string, TableSpec>;

export type TableName = keyof typeof SPECS;

const isTableName = (name: string): name is TableName => name in SPECS;
export const TABLE_NAMES: readonly TableName[] = Object.keys(SPECS).filter(isTableName);

function toRecord(spec: TableSpec, row: Record<string, unknown>): TableRecord {
  const name = wireName.parse(row[spec.name]);
  const labels = Object.entries(spec.labels ?? {}).map(
    ([ours, theirs]): [string, string | null] => [ours, wireTextOrNull.parse(row[theirs])],
  );
  const counts = Object.entries(spec.counts).map(([ours, theirs]): [string, number | null] => {
    const parts = theirs.map((id) => wireCountOrNull.parse(row[id]));
    const isKnown = parts.every((part) => part !== null);
    return [ours, isKnown ? parts.reduce((sum, part) => sum + part, 0) : null];
  });
  return {
    name,
    labels: Object.fromEntries(labels),
    counts: Object.fromEntries(counts),
    costUsd: spec.costUsd === undefined ? null : wireUsdOrNull.parse(row[spec.costUsd]),
  };
}

function toRecords(reading: Reading, spec: TableSpec, rows: readonly Record<string, unknown>[]) {
  return rows.flatMap((row) => {
    try {
      return [toRecord(spec, row)];
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      reading.reject(`a row of ${spec.path.slice(1)}: ${toRuleText(error)}`);
      return [];
    }
  });
}

function addCounts(left: TableRecord["counts"], right: TableRecord["counts"]) {
  const sum = (id: string) => {
    const [a, b] = [left[id] ?? null, right[id] ?? null];
    return a === null || b === null || DISTINCT_COUNTS.has(id) ? null : a + b;
  };
  return Object.fromEntries(Object.keys(left).map((id) => [id, sum(id)]));
}

const addUsd = (left: Decimal | null, right: Decimal | null) =>
  left === null || right === null ? (left ?? right) : left.plus(right);

/** One row a name and label: amounts are added up, counts of distinct people become null. */
export function mergeTables(tables: readonly (readonly TableRecord[])[]): TableRecord[] {
  const merged = new Map<string, TableRecord>();
  for (const record of tables.flat()) {
    const key = JSON.stringify([record.name, record.labels]);
    const known = merged.get(key);
    if (known === undefined) {
      merged.set(key, record);
      continue;
    }
    merged.set(key, {
      ...known,
      counts: addCounts(known.counts, record.counts),
      costUsd: addUsd(known.costUsd, record.costUsd),
    });
  }
  return [...merged.values()];
}

/** A table by name in a window. */
export async function readTable(
  context: AnalyticsContext,
  name: TableName,
  window: TimeWindow,
  filter: ReadFilter,
  options: ReadOptions = {},
): Promise<WholeRead<TableRecord>> {
  const reading = openReading(context, options);
  const spec: TableSpec = SPECS[name];
  const read = async (part: TimeWindow) => {
    const { rows } = await readAllRows(reading, spec.path, toWindowQuery(part, filter));
    return mergeTables([toRecords(reading, spec, rows)]);
  };
  const merge = (first: TableRecord[], second: TableRecord[]) => mergeTables([first, second]);
  return reading.finish(await readInHalves(window, read, merge));
}

function toCliPerson(row: WireCliPerson): CliPersonRecord | null {
  const userId = row.user_id ?? row.user_email;
  if (userId === null) return null;
  return {
    userId,
    name: row.user_name ?? row.user_email ?? userId,
    email: row.user_email?.toLowerCase() ?? null,
    classification: row.classification ?? "unknown",
    sessions: row.total_sessions,
    linesAdded: row.total_lines_added,
    linesRemoved: row.total_lines_removed,
    netLines: row.net_lines ?? row.total_lines_added - row.total_lines_removed,
    costUsd: row.total_cost,
  };
}

/** Who used the command line in a window. Its counts cannot be read in halves. */
export async function listCliPeople(
  context: AnalyticsContext,
  window: TimeWindow,
  filter: ReadFilter,
  options: ReadOptions = {},
): Promise<WholeRead<CliPersonRecord>> {
  const reading = openReading(context, options);
  const query = toWindowQuery(window, filter);
  const { rows } = await readAllRows(reading, "/cli-insights-users", query);
  const people = new Map<string, CliPersonRecord>();
  for (const row of parseRows(reading, wireCliPerson, rows, "a person of the command line")) {
    const person = toCliPerson(row);
    if (person === null) reading.reject("a person of the command line has no id");
    else if (!people.has(person.userId)) people.set(person.userId, person);
  }
  return reading.finish([...people.values()]);
}
