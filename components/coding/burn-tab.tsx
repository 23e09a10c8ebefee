"use client";

import { useState } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { FiguresTable } from "@/components/charts/figures-table";
import { QueryError } from "@/components/feedback/query-error";
import { QueryPanel } from "@/components/feedback/query-panel";
import { useNow } from "@/components/feedback/use-now";
import { Skeleton } from "@/components/ui/skeleton";
import { codingQueries } from "@/lib/coding/queries";
import type { BurnRate } from "@/lib/coding/schema";
import { formatCount, formatDateTime, formatTime, formatUsd, formatUsdExact } from "@/lib/format";
import type { ReadResult } from "@/lib/query/use-read";
import { FigureCards, type FigureCard } from "./figure-cards";
import { prepareBurn } from "./prepare-burn";
import { SessionsPanel } from "./sessions-panel";
import { StackedCost } from "./stacked-cost";
import type { CodingUrlState } from "./use-coding-url";

const HEIGHT = 260;
const CARDS = 5;
/** From here on an hour is worth a look, and from there on a call. */
const NOTABLE_USD = 5;
const ALARMING_USD = 20;

function toHourWords(costUsd: number): string {
  if (costUsd >= ALARMING_USD) return "far above the usual";
  return costUsd >= NOTABLE_USD ? "worth a look" : "nothing unusual";
}

function toCards(burn: BurnRate): FigureCard[] {
  const exact = { title: formatUsdExact(burn.hour_cost_usd) };
  return [
    {
      ...{ label: "Cost, last hour", value: formatUsd(burn.hour_cost_usd), ...exact },
      note: toHourWords(burn.hour_cost_usd),
    },
    { label: "Cost, last 24 h", value: formatUsd(burn.day_cost_usd) },
    { label: "Calls, last hour", value: formatCount(burn.hour_call_count) },
    { label: "Active sessions", value: formatCount(burn.active_sessions), note: "last hour" },
    { label: "Active developers", value: formatCount(burn.active_developers), note: "last hour" },
  ];
}

interface BurnTabProps {
  url: CodingUrlState;
  burn: ReadResult<BurnRate>;
}

/** What is being spent now; refreshes itself. */
export function BurnTab({ url, burn }: BurnTabProps) {
  const data = burn.data?.data;
  return (
    <>
      <QueryError query={burn} />
      <FigureCards
        label="Now"
        cards={data ? toCards(data) : null}
        count={CARDS}
        isReloading={burn.isFetching}
      />
      <RateChart url={url} burn={burn} />
      <div className="grid items-start gap-4 xl:grid-cols-2 [&>*]:min-w-0">
        <Spenders url={url} burn={burn} />
        <SessionsPanel title="Sessions over an hour" url={url} isLong isOfLastDay />
      </div>
    </>
  );
}

function RateChart({ url, burn }: BurnTabProps) {
  const [isTable, setIsTable] = useState(false);
  const now = useNow();
  const prepare = (data: BurnRate) =>
    prepareBurn(data, now ?? new Date(burn.data?.snapshot.asOf ?? 0));
  return (
    <ChartFrame
      title="Cost rate"
      unit="USD per 5 minutes, last 24 hours"
      query={burn}
      csvHref={codingQueries.burn.toCsvPath(url.filters)}
      fileName="cost-rate"
      isTable={isTable}
      onTableChange={setIsTable}
      isEmpty={({ slots }) => slots.length === 0}
      emptyTitle="No calls in the last 24 hours"
      emptyHint="Agents report a few seconds after each call."
      height={HEIGHT}
      describe={(data) => `${formatUsd(data.day_cost_usd)} in the last 24 hours.`}
      renderPlot={(data) => (
        <StackedCost
          label="Cost rate. Arrow keys go through the steps."
          model={prepare(data)}
          height={HEIGHT}
          toLabel={formatTime}
          toName={formatDateTime}
        />
      )}
      renderTable={({ slots, day_cost_usd }) => (
        <FiguresTable
          caption="Cost of each five minutes with calls, in USD"
          height={HEIGHT}
          columns={["From", "Cost"]}
          rows={[...slots].reverse().map(({ at, cost_usd }) => ({
            ...{ id: at, name: formatDateTime(at), cells: [formatUsdExact(cost_usd)] },
          }))}
          total={{ id: "total", name: "Total", cells: [formatUsdExact(day_cost_usd)] }}
        />
      )}
    />
  );
}

function Spenders({ url, burn }: BurnTabProps) {
  return (
    <QueryPanel
      title="Top spenders, last hour"
      query={burn}
      skeleton={<Skeleton className="h-40" />}
      isEmpty={({ spenders }) => spenders.length === 0}
      emptyTitle="Nobody spends anything now"
      emptyHint="The last hour had no calls."
    >
      {({ spenders }) => (
        <ol className="grid gap-1 text-sm">
          {spenders.map(({ person, cost_usd, call_count }) => (
            <li key={person} className="flex items-baseline justify-between gap-4">
              <button
                type="button"
                title={`Filter the page to ${person}`}
                className="truncate hover:text-brand hover:underline"
                onClick={() => url.toggleFilter("person", person)}
              >
                {person}
              </button>
              <span className="shrink-0 tabular-nums">
                <span className="pr-3 text-xs text-muted-foreground">
                  {formatCount(call_count)} calls
                </span>
                {formatUsd(cost_usd)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </QueryPanel>
  );
}
