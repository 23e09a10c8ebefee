import type { DataSize } from "./read-data";
import type { QuestionTimes } from "./read-timing";
import type { Bar, SuiteReport } from "./report";
import { toMedian, toPercentile } from "./statistics";

const MAX_P95_MS = 10;
const MIN_TIMES_FASTER = 200;
const MAX_GROWTH = 1.2;

const METHOD = `One table with LiteLLM's columns and indexes and one row a call, and beside it, in the same
database, the portal's rollups made from it; answers are compared to the last digit before anything is
timed. "PostgreSQL" is the execution time of EXPLAIN (ANALYZE, TIMING OFF), which the bars are about; "product"
is the page's own function with pool, driver and parsing. Rounds of one question to the raw calls and 50 to the rollups,
everything warm, PostgreSQL with its default settings. The raw questions stop after 120 s. The growth
from the smallest to the largest data is measured run for run in turn.`;

/** All runs of one question. */
export interface Measurement {
  calls: number;
  tenant: string;
  /** Null for the question that has no range. */
  days: number | null;
  question: string;
  times: QuestionTimes;
}

function formatMs(ms: number): string {
  return ms >= 100 ? ms.toFixed(0) : ms.toFixed(2);
}

function toTimesFaster({ times }: Measurement): number {
  return toMedian(times.raw) / toMedian(times.rollup);
}

function toRow(measurement: Measurement): string[] {
  const { times } = measurement;
  return [
    String(measurement.calls),
    measurement.tenant,
    measurement.days === null ? "now" : String(measurement.days),
    measurement.question,
    `${formatMs(toMedian(times.raw))} / ${formatMs(toPercentile(times.raw, 0.95))} (${times.raw.length})`,
    `${formatMs(toMedian(times.rollup))} / ${formatMs(toPercentile(times.rollup, 0.95))}`,
    `${formatMs(toMedian(times.product))} / ${formatMs(toPercentile(times.product, 0.95))}`,
    `${toTimesFaster(measurement).toFixed(0)}×`,
    `${(toMedian(times.raw) / toMedian(times.product)).toFixed(0)}×`,
  ];
}

function toDataRow(size: DataSize): string[] {
  const toMib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  return [
    String(size.calls),
    toMib(size.rawBytes),
    String(size.rollupRows),
    toMib(size.rollupBytes),
  ];
}

/** One question on the smallest and on the largest data, run for run in turn. */
export interface Growth {
  /** Of the largest data. */
  measurement: Measurement;
  times: { before: number[]; after: number[] };
}

function toGrowthFactor({ times }: Growth): number {
  return toMedian(times.after) / toMedian(times.before);
}

function toBars(measurements: readonly Measurement[], growth: readonly Growth[]): Bar[] {
  const largest = Math.max(...measurements.map((measurement) => measurement.calls));
  const last = measurements.filter((measurement) => measurement.calls === largest);
  const p95 = Math.max(...last.map(({ times }) => toPercentile(times.rollup, 0.95)));
  const timesFaster = Math.min(...last.map(toTimesFaster));
  const mostGrowth = Math.max(...growth.map(toGrowthFactor));
  const bars: Bar[] = [
    {
      name: `slowest panel at ${largest} calls, PostgreSQL, p95`,
      wanted: `≤ ${MAX_P95_MS} ms`,
      measured: `${formatMs(p95)} ms`,
      isMet: p95 <= MAX_P95_MS,
    },
    {
      name: `least gain over the raw calls at ${largest} calls, PostgreSQL, p50`,
      wanted: `≥ ${MIN_TIMES_FASTER}×`,
      measured: `${timesFaster.toFixed(0)}×`,
      isMet: timesFaster >= MIN_TIMES_FASTER,
    },
  ];
  if (growth.length === 0) return bars;
  return [
    ...bars,
    {
      name: "most growth from the smallest to the largest data, PostgreSQL, p50",
      wanted: `≤ ${MAX_GROWTH}×`,
      measured: `${mostGrowth.toFixed(2)}×`,
      isMet: mostGrowth <= MAX_GROWTH,
    },
  ];
}

export function toReadReport(
  sizes: readonly DataSize[],
  measurements: readonly Measurement[],
  growth: readonly Growth[],
): SuiteReport {
  const growthRows = growth.map((entry) => [
    entry.measurement.tenant,
    entry.measurement.days === null ? "now" : String(entry.measurement.days),
    entry.measurement.question,
    formatMs(toMedian(entry.times.before)),
    formatMs(toMedian(entry.times.after)),
    `${toGrowthFactor(entry).toFixed(2)}×`,
  ]);
  return {
    title: "Reading a panel",
    method: METHOD,
    tables: [
      {
        title: "Data, indexes included",
        columns: ["calls", "raw table", "rollup rows", "rollups"],
        rows: sizes.map(toDataRow),
      },
      {
        title: "Milliseconds, p50 / p95 (runs)",
        columns: [
          ...["calls", "tenant", "days", "question", "raw, PostgreSQL", "rollup, PostgreSQL"],
          ...["rollup, product", "faster in PostgreSQL", "raw PostgreSQL ÷ product"],
        ],
        rows: measurements.map(toRow),
      },
      {
        title: "Slower on the largest data than on the smallest, PostgreSQL, p50",
        columns: ["tenant", "days", "question", "smallest, ms", "largest, ms", "times"],
        rows: growthRows,
      },
    ],
    bars: toBars(measurements, growth),
  };
}
