"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { ACCOUNT_SERIES } from "@/components/charts/account-series";
import { StackedRows } from "@/components/charts/stacked-rows";
import { QueryPanel } from "@/components/feedback/query-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { formatUsd } from "@/lib/format";
import { formatWeekday } from "@/lib/format-details";
import type { ApiAnswer } from "@/lib/http/api-client";
import { addRoundedUsd } from "@/lib/micro-usd";
import type { SpendHistory } from "@/lib/spending/schema";

const SHOWN = 5;

/** The days on which most was spent. */
export function BigDaysPanel({ query }: { query: UseQueryResult<ApiAnswer<SpendHistory>> }) {
  return (
    <QueryPanel
      title="Biggest days"
      unit="USD"
      query={query}
      skeleton={<Skeleton className="h-32" />}
      isEmpty={(history) => listBigDays(history).length === 0}
      emptyTitle="No spending in these days"
      emptyHint={null}
    >
      {(history) => (
        <StackedRows
          label="The days on which most was spent"
          series={ACCOUNT_SERIES}
          bars={listBigDays(history)}
          renderValue={(bar) => formatUsd(addRoundedUsd(bar.values))}
        />
      )}
    </QueryPanel>
  );
}

function listBigDays(history: SpendHistory) {
  return history.days
    .map((day) => ({ day: day.day, values: [day.web_usd, day.cli_usd, day.premium_usd] }))
    .filter(({ values }) => addRoundedUsd(values) > 0)
    .sort((a, b) => addRoundedUsd(b.values) - addRoundedUsd(a.values))
    .slice(0, SHOWN)
    .map(({ day, values }) => ({ id: day, name: formatWeekday(day), values, words: "" }));
}
