import { toPreviousRange, type TimeRange } from "@/lib/analytics/period";
import { toTableArea, type InsightArea } from "@/lib/analytics/schema";
import type { WholeRead } from "@/lib/upstream/litellm/records";
import type { CliPersonRecord, ReadFilter } from "@/lib/upstream/analytics/records";
import { TABLE_NAMES } from "@/lib/upstream/analytics/tables";
import type { AnalyticsContext, Run } from "../job";

interface TablesWanted {
  areas: readonly InsightArea[];
  window: TimeRange;
  filter: ReadFilter;
}

export interface TablesRead {
  /** Rows by the table's name. */
  tables: Readonly<Record<string, unknown>>;
  cliPeople: readonly CliPersonRecord[];
}

const SUMMARIES = { platform: "summaries", cli: "cli-summary" } as const;

/**
 * Reads all tables and summaries of areas in a window, with the summary of the time before.
 * @param onRead after each of them
 */
export async function readTables(
  { analytics }: AnalyticsContext,
  run: Run,
  { areas, window, filter }: TablesWanted,
  onRead: (done: number, total: number) => void = () => undefined,
): Promise<TablesRead> {
  const options = { signal: run.signal };
  const before = toPreviousRange(window);
  const progress = { done: 0, total: 0 };
  const finish = async <T>(reading: Promise<WholeRead<T>>) => {
    progress.total += 1;
    const { records, report } = await reading;
    run.addReport(report);
    progress.done += 1;
    onRead(progress.done, progress.total);
    return records;
  };
  const summaries = areas.flatMap((area) => {
    const name = SUMMARIES[area];
    const stored = name.replace("-", "_");
    return [
      { name: stored, rows: finish(analytics.readSummary(name, window, filter, options)) },
      {
        name: `${stored}_before`,
        rows: finish(analytics.readSummary(name, before, filter, options)),
      },
    ];
  });
  const named = TABLE_NAMES.filter((name) => areas.includes(toTableArea(name))).map((name) => ({
    name,
    rows: finish(analytics.readTable(name, window, filter, options)),
  }));
  const people = areas.includes("cli")
    ? finish(analytics.listCliPeople(window, filter, options))
    : Promise.resolve([]);
  const all = [...summaries, ...named].map(async ({ name, rows }): Promise<[string, unknown]> => [
    name,
    await rows,
  ]);
  const [cliPeople, ...tables] = await Promise.all([people, ...all]);
  return { tables: Object.fromEntries(tables), cliPeople };
}
