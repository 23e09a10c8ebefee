"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { ScrollRegion } from "@/components/charts/scroll-region";
import { QueryPanel } from "@/components/feedback/query-panel";
import { Skeleton } from "@/components/ui/skeleton";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { formatDateTime, formatPercent, formatUsd } from "@/lib/format";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { SpendHistory } from "@/lib/spending/schema";
import { toUsedShare } from "@/lib/usage/budget-status";

const LABELS = { web: "Web", cli: "CLI", premium: "Premium" } as const;
const COLUMNS = ["Ended", "Account", "Spent", "Limit", "Used"] as const;

/** What each ended budget period came to. */
export function PeriodsPanel({ query }: { query: UseQueryResult<ApiAnswer<SpendHistory>> }) {
  return (
    <QueryPanel
      title="Ended budget periods"
      unit="USD"
      query={query}
      skeleton={<Skeleton className="h-32" />}
      isEmpty={(history) => history.periods.length === 0}
      emptyTitle="No period has ended yet"
      emptyHint="When LiteLLM resets a budget, what was spent until then is kept here."
    >
      {(history) => (
        <ScrollRegion label="Ended budget periods, as a table" className="-mx-4 overflow-x-auto">
          <Table>
            <TableCaption>Ended budget periods, newest first</TableCaption>
            <TableHeader>
              <tr>
                {COLUMNS.map((column, index) => (
                  <TableHead
                    key={column}
                    scope="col"
                    className={index > 1 ? "text-right!" : "pl-4!"}
                  >
                    {column}
                  </TableHead>
                ))}
              </tr>
            </TableHeader>
            <TableBody>
              {history.periods.map((period) => (
                <TableRow key={`${period.kind} ${period.ended_at}`}>
                  <TableCell className="pl-4!">{formatDateTime(period.ended_at)}</TableCell>
                  <TableCell className="pl-4!">{LABELS[period.kind]}</TableCell>
                  <TableCell className="text-right">{formatUsd(period.spend_usd)}</TableCell>
                  <TableCell className="text-right">{formatUsd(period.limit_usd)}</TableCell>
                  <TableCell className="text-right">
                    {formatPercent(toUsedShare(period.spend_usd, period.limit_usd))}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </ScrollRegion>
      )}
    </QueryPanel>
  );
}
