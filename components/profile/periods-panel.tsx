"use client";

import { FiguresTable } from "@/components/charts/figures-table";
import { QueryPanel } from "@/components/feedback/query-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { formatDateTime, formatPercent, formatUsd } from "@/lib/format";
import type { SpendHistory } from "@/lib/spending/schema";
import { KIND_LABELS } from "@/lib/spending/words";
import { toUsedShare } from "@/lib/usage/budget-status";
import type { ReadResult } from "@/lib/query/use-read";

/** What each ended budget period came to. */
export function PeriodsPanel({ query }: { query: ReadResult<SpendHistory> }) {
  return (
    <QueryPanel
      title="Ended budget periods"
      unit="USD; ~ is added up of UTC days"
      query={query}
      skeleton={<Skeleton className="h-32" />}
      isEmpty={(history) => history.periods.length === 0}
      isFolded
      emptyTitle="No period has ended yet"
      emptyHint="When LiteLLM resets a budget, what was spent until then is kept here."
    >
      {(history) => (
        <FiguresTable
          caption="Ended budget periods, newest first"
          columns={["Ended", "Account", "Spent", "Limit", "Used"]}
          rows={history.periods.map((period) => ({
            id: `${period.kind} ${period.ended_at}`,
            name: formatDateTime(period.ended_at),
            cells: [
              KIND_LABELS[period.kind],
              `${period.is_derived ? "~" : ""}${formatUsd(period.spend_usd)}`,
              formatUsd(period.limit_usd),
              formatPercent(toUsedShare(period.spend_usd, period.limit_usd)),
            ],
          }))}
          height={320}
        />
      )}
    </QueryPanel>
  );
}
