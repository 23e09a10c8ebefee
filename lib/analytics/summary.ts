import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { Decimal, toRoundedUsd } from "@/lib/money";
import type { MetricRecord } from "@/lib/upstream/analytics/records";
import type { Panel } from "@/lib/http/panel";
import { sumActivity, type TotalRow } from "./activity-store";
import { toAnsweredTime, type ReadTime } from "./resolve-time";
import type {
  InsightArea,
  InsightMetric,
  InsightQuery,
  InsightSummary,
  Unavailable,
} from "./schema";
import type { NoSource, TableSource } from "./source";
import { readMetrics } from "./tables";
import { isComparable, openTablePanel } from "./timed-panel";
import { METRIC_LABELS } from "./words";

const platformUsd = (row: TotalRow) =>
  toRoundedUsd(new Decimal(row.total_usd).minus(row.cli_usd).toFixed());

interface OwnMetric {
  id: string;
  unit: InsightMetric["unit"];
  of: (row: TotalRow) => number;
}

/** From what is stored by person, project and day: these follow every filter. */
const OWN: Record<InsightArea, readonly OwnMetric[]> = {
  platform: [
    { id: "total_money_spent", unit: "usd", of: (row) => toRoundedUsd(row.total_usd) },
    { id: "platform_cost", unit: "usd", of: platformUsd },
    { id: "cli_cost", unit: "usd", of: (row) => toRoundedUsd(row.cli_usd) },
    { id: "total_tokens", unit: "count", of: (row) => row.total_tokens },
    { id: "active_people", unit: "count", of: (row) => row.people },
  ],
  cli: [
    { id: "cli_cost", unit: "usd", of: (row) => toRoundedUsd(row.cli_usd) },
    { id: "unique_users", unit: "count", of: (row) => row.cli_people },
  ],
};

function toOwnMetric(
  own: OwnMetric,
  { isWhole, isRead }: ReadTime,
  range: TotalRow,
  previous: TotalRow | null,
): InsightMetric {
  return {
    id: own.id,
    label: METRIC_LABELS[own.id] ?? own.id,
    unit: own.unit,
    value: isRead ? own.of(range) : null,
    is_lower_bound: isRead && !isWhole,
    previous: previous && own.of(previous),
    fixed_timeframe: null,
    unavailable: null,
  };
}

function toUpstreamMetric(
  metric: MetricRecord,
  before: MetricRecord | undefined,
  isMerged: boolean,
): InsightMetric {
  const isFixed = metric.fixedTimeframe !== null;
  // Whoever works in two projects would be counted twice.
  const isLost = isMerged && (metric.value === null || isFixed);
  const previous = typeof before?.value === "number" && !isFixed ? before.value : null;
  return {
    id: metric.id,
    label: METRIC_LABELS[metric.id] ?? metric.label,
    unit: metric.unit,
    value: isLost ? null : metric.value,
    is_lower_bound: false,
    previous: isLost ? null : previous,
    fixed_timeframe: metric.fixedTimeframe,
    unavailable: isLost ? "not_added_up" : null,
  };
}

/** The upstream's metrics that the portal always has a place for, in this order. */
const EXPECTED: Record<InsightArea, readonly string[]> = {
  platform: [
    ...["total_input_tokens", "total_cached_input_tokens", "total_cache_creation_tokens"],
    ...["total_output_tokens", "dau", "mau", "unique_assistants_invoked"],
    ...["unique_workflows_invoked", "cli_invoked", "mcps_invoked", "webhooks_invoked"],
    "skills_invoked",
  ],
  cli: ["unique_sessions", "total_tokens", "unique_projects", "unique_repos", "dau", "mau"],
};

const toMissing = (id: string, why: Unavailable): InsightMetric => ({
  id,
  label: METRIC_LABELS[id] ?? id,
  unit: "count",
  value: null,
  is_lower_bound: false,
  previous: null,
  fixed_timeframe: null,
  unavailable: why,
});

async function readUpstreamMetrics(
  source: TableSource | NoSource,
  area: InsightArea,
): Promise<InsightMetric[]> {
  const missing = (why: Unavailable) => EXPECTED[area].map((id) => toMissing(id, why));
  if (source.reading === null) return missing(source.unavailable);
  const read = await readMetrics(area === "cli" ? "cli_summary" : "summaries", source);
  if (!read.metrics) return missing("not_read");
  const before = new Map(read.previous?.map((metric) => [metric.id, metric]));
  const own = new Set(OWN[area].map(({ id }) => id));
  const others = read.metrics.filter(({ id }) => !own.has(id));
  const place = (id: string) => EXPECTED[area].indexOf(id) + 1 || 99;
  return others
    .sort((left, right) => place(left.id) - place(right.id))
    .map((metric) => toUpstreamMetric(metric, before.get(metric.id), read.isMerged));
}

/** The figures of the page or of the command line, each with its change against the time before. */
export function openSummary(
  viewer: Viewer,
  area: InsightArea,
  query: InsightQuery,
): Promise<Panel<InsightSummary>> {
  return openTablePanel(viewer, query, {
    area,
    hasSteps: true,
    load: async ({ filter }, time, source) => {
      const [range, previous, others] = await Promise.all([
        sumActivity(time, filter, "range"),
        isComparable(time).then((isRead) =>
          isRead ? sumActivity(time, filter, "previous") : null,
        ),
        readUpstreamMetrics(source, area),
      ]);
      const own = OWN[area].map((metric) => toOwnMetric(metric, time, range, previous));
      const { canRead: can_read } = source;
      return { time: toAnsweredTime(time), can_read, metrics: [...own, ...others] };
    },
  });
}
