"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { StackedRows } from "@/components/charts/stacked-rows";
import { QueryPanel } from "@/components/feedback/query-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCountOf, formatUsd } from "@/lib/format";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { SpendHistory } from "@/lib/spending/schema";

interface PartsPanelProps {
  title: string;
  dimension: "by_model" | "by_agent";
  query: UseQueryResult<ApiAnswer<SpendHistory>>;
}

function toEmptyWords(history: SpendHistory | undefined) {
  const days = history?.days ?? [];
  const isSpending = days.some((day) => day.web_usd + day.cli_usd + day.premium_usd > 0);
  return isSpending
    ? {
        emptyTitle: "Not known",
        emptyHint: "LiteLLM has not told how this spending divides. It is asked with every sync.",
      }
    : { emptyTitle: "Nothing spent in these days", emptyHint: null };
}

const SERIES = [{ id: "spend", name: "Spend", color: "var(--series-total)" }];

/** The same spend split by model or by agent, where LiteLLM tells. */
export function PartsPanel({ title, dimension, query }: PartsPanelProps) {
  return (
    <QueryPanel
      title={title}
      unit="USD, the days above"
      query={query}
      skeleton={<Skeleton className="h-32" />}
      isEmpty={(history) => history[dimension].length === 0}
      {...toEmptyWords(query.data?.data)}
    >
      {(history) => (
        <StackedRows
          label={`${title}, most first`}
          series={SERIES}
          bars={history[dimension].map((part) => ({
            id: part.name,
            name: part.name,
            values: [part.spend_usd],
            words: `${part.name}: ${formatUsd(part.spend_usd)}, ${formatCountOf(part.call_count, "call")}`,
          }))}
          renderValue={(bar) => formatUsd(bar.values[0])}
        />
      )}
    </QueryPanel>
  );
}
