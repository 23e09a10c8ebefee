"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { UsageUrlState } from "@/components/filters/usage-url-state";
import { usageQueries } from "@/lib/usage/queries";
import type { UsagePanels } from "./use-usage-panels";

/**
 * Each day's cost, and the days before once they are read and belong to what the page shows. Asked for by
 * whatever shows it: it arrives after the page stands, which is not drawn anew for it.
 */
export function useDailyCost({ scope, payroll }: UsagePanels, { compare, groupBy }: UsageUrlState) {
  const before = payroll.data?.data.previous_range ?? null;
  const from = before?.start_date ?? scope.startDate;
  const to = before?.end_date ?? scope.endDate;
  const isCompared = compare === "previous" && before !== null;
  const daily = useQuery(usageQueries.daily(scope, groupBy));
  const earlier = useQuery({
    ...usageQueries.daily({ ...scope, startDate: from, endDate: to }, groupBy),
    enabled: isCompared,
  });
  const earlierDays = earlier.isPlaceholderData ? undefined : earlier.data?.data;
  const previous = useMemo(
    () => (isCompared && earlierDays ? { range: { from, to }, daily: earlierDays } : null),
    [isCompared, from, to, earlierDays],
  );
  return { daily, previous };
}
