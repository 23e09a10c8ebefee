"use client";

import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import { mergeSnapshots } from "./merge-snapshots";
import type { UsagePanels } from "./use-usage-panels";

/** How old the page's figures are. */
export function UsageFreshness({ panels }: { panels: UsagePanels }) {
  const { payroll, costSeries, summary, byProvider, byModel, messages } = panels;
  const snapshot = mergeSnapshots(
    [payroll, costSeries, summary, byProvider, byModel, messages]
      .map((query) => query.data?.snapshot)
      .filter((one) => one !== undefined),
  );
  return snapshot && <FreshnessBadge snapshot={snapshot} />;
}
