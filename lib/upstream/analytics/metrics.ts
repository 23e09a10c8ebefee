import type { ReadOptions } from "../litellm/reading";
import type { WholeRead } from "../litellm/records";
import {
  openReading,
  parseAnswer,
  readAnswer,
  readInHalves,
  toWindowQuery,
  type AnalyticsContext,
} from "./reading";
import type { MetricRecord, MetricUnit, ReadFilter, TimeWindow } from "./records";
import {
  wireInstantOrNull,
  wireMetrics,
  wireSignedOrNull,
  wireTextOrNull,
  type WireMetric,
} from "./schema";

const UNIT_BY_FORMAT: Readonly<Record<string, MetricUnit>> = {
  currency: "usd",
  percentage: "percent",
  percent: "percent",
  duration: "duration",
  timestamp: "time",
};

function toUnit({ type, format }: WireMetric): MetricUnit {
  const known = UNIT_BY_FORMAT[format ?? ""];
  if (known !== undefined) return known;
  if (type === "date") return "time";
  return type === "string" ? "text" : "count";
}

/** The figures of a list are of different kinds: each is read by its own format. */
function toMetric(metric: WireMetric): MetricRecord {
  const unit = toUnit(metric);
  const { id, value } = metric;
  const base = { id, label: metric.label ?? id, unit, fixedTimeframe: metric.fixed_timeframe };
  if (unit === "text") return { ...base, value: wireTextOrNull.catch(null).parse(value) };
  if (unit === "time") {
    const instant = wireInstantOrNull.catch(null).parse(value);
    return { ...base, value: instant?.toISOString() ?? null };
  }
  return { ...base, value: wireSignedOrNull.catch(null).parse(value) };
}

/** The figures of a summary's body. */
export function parseMetrics(body: unknown, path: string): MetricRecord[] {
  return parseAnswer(wireMetrics, body, path).data.metrics.map(toMetric);
}

/** What two halves of a window have in common: amounts add up, what is counted once does not. */
const ADDS_UP =
  /^(?:total_money_spent|platform_cost|cli_cost|total_.*tokens|cli_invoked|webhooks_invoked)$/;

function toSum(left: MetricRecord, right: MetricRecord): number | string | null {
  if (left.fixedTimeframe !== null) return right.value;
  const isKnown = typeof left.value === "number" && typeof right.value === "number";
  if (!ADDS_UP.test(left.id) || !isKnown) return null;
  return Number(left.value) + Number(right.value);
}

/** Adds up what can be added; counts of distinct things become null. */
export function mergeMetrics(
  first: readonly MetricRecord[],
  second: readonly MetricRecord[],
): MetricRecord[] {
  const byId = new Map(second.map((metric) => [metric.id, metric]));
  return first.map((left) => {
    const right = byId.get(left.id);
    return right === undefined ? { ...left, value: null } : { ...left, value: toSum(left, right) };
  });
}

export type SummaryName = "summaries" | "cli-summary";

export async function readSummary(
  context: AnalyticsContext,
  name: SummaryName,
  window: TimeWindow,
  filter: ReadFilter,
  options: ReadOptions = {},
): Promise<WholeRead<MetricRecord>> {
  const reading = openReading(context, options);
  const read = async (part: TimeWindow) => {
    const query = toWindowQuery(part, filter);
    const { data } = await readAnswer(reading, wireMetrics, `/${name}`, query);
    return data.metrics.map(toMetric);
  };
  return reading.finish(await readInHalves(window, read, mergeMetrics));
}
