"use client";

import { TriangleAlert } from "lucide-react";
import { EmptyState } from "@/components/feedback/empty-state";
import { QueryError } from "@/components/feedback/query-error";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount, formatDateTime } from "@/lib/format";
import { formatPoints, formatScore } from "@/lib/format-details";
import { DIMENSION_IDS, type LeaderboardOverview } from "@/lib/analytics/board-schema";
import { DIMENSION_LABELS, DIMENSION_SHORT_LABELS, TIER_LABELS } from "@/lib/analytics/dimensions";
import { insightQueries } from "@/lib/analytics/queries";
import { BarsChart } from "./bars-chart";
import { BoardCards, MyPlace } from "./board-cards";
import { BoardTable } from "./board-table";
import { TierBadge } from "./board-marks";
import type { AnalyticsUrl } from "./use-analytics-url";
import type { ReadResult } from "@/lib/query/use-read";

interface LeaderboardTabProps {
  url: AnalyticsUrl;
  overview: ReadResult<LeaderboardOverview>;
}

/** Scores of who may be seen: overview, distribution, averages, top people and the table. */
export function LeaderboardTab({ url, overview }: LeaderboardTabProps) {
  const { data: answer, error } = overview;
  const data = answer?.data;
  return (
    <>
      <QueryError query={overview} />
      {!data && !error && <Skeleton className="h-40 rounded-xl!" />}
      {data && !data.board && (
        <EmptyState
          title="No leaderboard yet"
          hint={answer.snapshot.reason ?? "The upstream has not completed one for this season."}
        />
      )}
      {data?.board && (
        <>
          <ZeroNotice overview={data} />
          {data.me && <MyPlace me={data.me} overview={data} onOpen={() => url.openPerson("me")} />}
          {!data.is_withheld && data.people !== 0 && (
            <>
              <BoardCards overview={data} />
              <BoardCharts url={url} overview={overview} />
              <TopPeople overview={data} onOpen={url.openPerson} />
            </>
          )}
          <BoardTable url={url} />
          <p className="text-xs text-muted-foreground">
            {data.board.period_label}, computed {formatDateTime(data.board.completed_at)}.{" "}
            {data.board.is_final ? "Closed; it does not change any more." : "Computed each night."}
          </p>
        </>
      )}
    </>
  );
}

function ZeroNotice({ overview }: { overview: LeaderboardOverview }) {
  const zero = overview.board?.zero_dimensions ?? [];
  if (zero.length === 0) return null;
  return (
    <p
      role="status"
      className="flex items-start gap-2 rounded-lg bg-warning-soft px-3 py-2 text-sm text-warning"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {zero.map((id) => `${id.toUpperCase()} ${DIMENSION_LABELS[id]}`).join(" and ")} could not be
      collected and is zero for everybody. The scores are too low, and changes are not shown.
    </p>
  );
}

function BoardCharts({ url, overview }: LeaderboardTabProps) {
  const csvHref = insightQueries.overview.toCsvPath(url.board);
  const shared = { query: overview, csvHref };
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      <BarsChart
        {...shared}
        title="Score distribution"
        unit="people"
        fileName="score-distribution"
        nameHeader="Score"
        layout="columns"
        formatValue={formatCount}
        toBars={(data) =>
          data.scores.map(({ from, to, people }) => ({
            id: String(from),
            name: `${from}–${to}`,
            value: people,
            color: "var(--series-1)",
          }))
        }
      />
      <BarsChart
        {...shared}
        title="Tiers"
        unit="people"
        fileName="tiers"
        nameHeader="Tier"
        formatValue={formatCount}
        onSelect={url.setTier}
        toBars={(data) =>
          data.tiers.map(({ tier, people }) => ({
            id: tier,
            name: TIER_LABELS[tier] ?? tier,
            value: people,
            color: "var(--series-10)",
          }))
        }
      />
      <BarsChart
        {...shared}
        title="Average by dimension"
        unit="points of 100"
        fileName="average-by-dimension"
        nameHeader="Dimension"
        formatValue={formatPoints}
        toBars={(data) =>
          DIMENSION_IDS.map((id) => ({
            id,
            name: DIMENSION_SHORT_LABELS[id],
            value: data.averages?.[id] ?? null,
            color: "var(--series-8)",
            isAverage: true,
          }))
        }
      />
    </div>
  );
}

interface TopPeopleProps {
  overview: LeaderboardOverview;
  onOpen: (ref: string) => void;
}

function TopPeople({ overview, onOpen }: TopPeopleProps) {
  if (overview.top.length === 0) return null;
  return (
    <ol className="grid gap-3 sm:grid-cols-3" aria-label="Top people">
      {overview.top.map((row) => (
        <li key={row.person_ref}>
          <Card className="flex items-center gap-3 px-4 py-3">
            <span className="grid size-8 shrink-0 place-items-center rounded-full bg-brand-soft text-sm font-semibold text-brand">
              {formatCount(row.rank)}
            </span>
            <span className="min-w-0 flex-1">
              <button
                type="button"
                onClick={() => onOpen(row.person_ref)}
                className="block max-w-full truncate text-left font-medium hover:text-brand hover:underline"
              >
                {row.name}
              </button>
              <TierBadge tier={row.tier} />
            </span>
            <span className="text-xl font-semibold tabular-nums">{formatScore(row.score)}</span>
          </Card>
        </li>
      ))}
    </ol>
  );
}
