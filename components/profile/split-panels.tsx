"use client";

import { ACCOUNT_SERIES } from "@/components/charts/account-series";
import type { StackBar } from "@/components/charts/stacked-bars";
import { StackedRows } from "@/components/charts/stacked-rows";
import { QueryPanel } from "@/components/feedback/query-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCountOf, formatUsd } from "@/lib/format";
import { formatWeekday } from "@/lib/format-details";
import { addRoundedUsd } from "@/lib/micro-usd";
import type { SpendDay, SpendHistory, SpendPart } from "@/lib/spending/schema";
import type { ReadResult } from "@/lib/query/use-read";

const ONE_SERIES = [{ id: "spend", name: "Spend", color: "var(--series-total)" }];
const BIG_DAYS = 5;

export function toDayValues(day: SpendDay): number[] {
  return [day.web_usd, day.cli_usd, day.premium_usd];
}

function toPartBar(part: SpendPart): StackBar {
  const words = `${part.name}: ${formatUsd(part.spend_usd)}, ${formatCountOf(part.call_count, "call")}`;
  return { id: part.name, name: part.name, values: [part.spend_usd], words };
}

function listBigDays({ days }: SpendHistory): StackBar[] {
  return days
    .map((day) => ({ day: day.day, values: toDayValues(day) }))
    .filter(({ values }) => addRoundedUsd(values) > 0)
    .sort((a, b) => addRoundedUsd(b.values) - addRoundedUsd(a.values))
    .slice(0, BIG_DAYS)
    .map(({ day, values }) => ({ id: day, name: formatWeekday(day), values, words: "" }));
}

const SPLITS = {
  model: {
    title: "Spend by model",
    series: ONE_SERIES,
    toBars: (history: SpendHistory) => history.by_model.map(toPartBar),
  },
  agent: {
    title: "Spend by agent",
    series: ONE_SERIES,
    toBars: (history: SpendHistory) => history.by_agent.map(toPartBar),
  },
  days: { title: "Biggest days", series: ACCOUNT_SERIES, toBars: listBigDays },
} as const;

interface SplitPanelProps {
  by: keyof typeof SPLITS;
  query: ReadResult<SpendHistory>;
}

/** The spend of the days that the page shows, split one way, most first. */
export function SplitPanel({ by, query }: SplitPanelProps) {
  const { title, series, toBars } = SPLITS[by];
  const isSpending = query.data !== undefined && listBigDays(query.data.data).length > 0;
  return (
    <QueryPanel
      title={title}
      unit="USD, the days above"
      query={query}
      skeleton={<Skeleton className="h-32" />}
      isEmpty={(history) => toBars(history).length === 0}
      isFolded
      emptyTitle={isSpending ? "Not known" : "No spending is known for these days"}
      emptyHint={
        isSpending && "LiteLLM has not told how this spending divides. It is asked with every sync."
      }
    >
      {(history) => (
        <StackedRows
          label={`${title}, most first`}
          series={series}
          bars={toBars(history)}
          renderValue={(bar) => formatUsd(addRoundedUsd(bar.values))}
        />
      )}
    </QueryPanel>
  );
}
