"use client";

import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import type { UsageUrlState } from "@/components/filters/usage-url-state";
import { mergeSnapshots } from "./merge-snapshots";
import { useDailyCost } from "./use-daily-cost";
import type { UsagePanels } from "./use-usage-panels";

interface UsageFreshnessProps {
  url: UsageUrlState;
  panels: UsagePanels;
}

/** How old the page's figures are. */
export function UsageFreshness({ url, panels }: UsageFreshnessProps) {
  const { daily } = useDailyCost(panels, url);
  const { payroll, summary, byProvider, messages } = panels;
  const snapshot = mergeSnapshots(
    [payroll, daily, summary, byProvider, messages]
      .map((query) => query.data?.snapshot)
      .filter((one) => one !== undefined),
  );
  return snapshot && <FreshnessBadge snapshot={snapshot} />;
}
