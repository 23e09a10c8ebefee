"use client";

import { AtLeast } from "@/components/feedback/at-least";
import { ChangeText } from "@/components/feedback/change-text";
import { Hint } from "@/components/feedback/hint";
import { QueryError } from "@/components/feedback/query-error";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import {
  formatCount,
  formatDateTime,
  formatDuration,
  formatPercent,
  formatTokens,
  formatUsd,
  formatUsdExact,
  MISSING,
} from "@/lib/format";
import type { InsightMetric, InsightSummary } from "@/lib/analytics/schema";
import type { ReadResult } from "@/lib/query/use-read";
import { UNAVAILABLE_WORDS } from "@/lib/analytics/words";

/** From here on a count is shown in short. */
const LONG_COUNT = 1_000_000;

function formatMetric({ unit, value }: InsightMetric): string {
  if (value === null) return MISSING;
  if (typeof value === "string") return unit === "time" ? formatDateTime(value) : value;
  if (unit === "usd") return formatUsd(value);
  if (unit === "percent") return formatPercent(value / 100);
  if (unit === "duration") return formatDuration(value * 1000);
  return value >= LONG_COUNT ? formatTokens(value) : formatCount(value);
}

function toTitle({ unit, value }: InsightMetric): string | undefined {
  if (typeof value !== "number") return undefined;
  return unit === "usd" ? formatUsdExact(value) : formatCount(value);
}

interface MetricCardsProps {
  query: ReadResult<InsightSummary>;
  label: string;
}

/** The summary's figures, each with its change, and which there are not for these filters. */
export function MetricCards({ query, label }: MetricCardsProps) {
  const { data: answer, error, isFetching } = query;
  const metrics = answer?.data.metrics ?? [];
  return (
    <section aria-label={label} aria-busy={isFetching} className="grid gap-3">
      <h2 className="sr-only">{label}</h2>
      <QueryError query={query} />
      <ul className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
        {metrics
          .filter(({ unavailable }) => unavailable === null)
          .map((metric) => (
            <li key={metric.id} className="min-w-0">
              <MetricCard metric={metric} />
            </li>
          ))}
        {!answer &&
          !error &&
          Array.from({ length: 6 }, (_, index) => (
            <li key={index}>
              <Skeleton className="h-22 rounded-xl!" />
            </li>
          ))}
      </ul>
      <UnavailableMetrics metrics={metrics} />
    </section>
  );
}

/** What there would be under other filters: a line, not a wall of empty cards. */
function UnavailableMetrics({ metrics }: { metrics: readonly InsightMetric[] }) {
  const left = metrics.filter(({ unavailable }) => unavailable !== null);
  if (left.length === 0) return null;
  const reasons = new Set(
    left.map(({ unavailable }) => unavailable && UNAVAILABLE_WORDS[unavailable]),
  );
  return (
    <p className="text-xs text-muted-foreground">
      Not shown: {left.map(({ label }) => label).join(", ")}. {[...reasons].join(" ")}
    </p>
  );
}

function MetricCard({ metric }: { metric: InsightMetric }) {
  const { value, previous, fixed_timeframe: fixed } = metric;
  const isComparable = typeof value === "number" && fixed === null;
  return (
    <Card className="flex h-full min-h-22 flex-col gap-1 px-3.5 py-3">
      <h3 className="truncate text-xs font-medium text-muted-foreground" title={metric.label}>
        {metric.label}
      </h3>
      <p
        className="truncate text-xl font-semibold tracking-tight tabular-nums"
        title={toTitle(metric)}
      >
        {metric.is_lower_bound && <AtLeast />}
        {formatMetric(metric)}
      </p>
      <div className="text-xs text-muted-foreground">
        {fixed && (
          <Hint
            says={`The time filter does not apply: this always covers the ${fixed.toLowerCase()}.`}
          >
            <Badge tone="outline">{fixed}</Badge>
          </Hint>
        )}
        {isComparable && (
          <ChangeText
            current={value}
            previous={previous}
            kind={metric.unit === "usd" ? "cost" : "volume"}
          />
        )}
      </div>
    </Card>
  );
}
