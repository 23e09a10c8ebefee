"use client";

import type { UsageUrlState } from "@/components/filters/usage-url-state";
import { useConsistentSnapshot } from "./use-consistent-snapshot";
import { useDailyCost } from "./use-daily-cost";
import type { UsagePanels } from "./use-usage-panels";

interface SnapshotKeeperProps {
  url: UsageUrlState;
  panels: UsagePanels;
}

/** Holds all panels of the page to one snapshot; shows nothing. */
export function SnapshotKeeper({ url, panels }: SnapshotKeeperProps) {
  const { daily } = useDailyCost(panels, url);
  const { detail, payroll, summary, byProvider, messages, budgets } = panels;
  useConsistentSnapshot({ detail, payroll, daily, summary, byProvider, messages, budgets });
  return null;
}
