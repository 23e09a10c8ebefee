"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { toIsoDay, type IsoDay } from "@/lib/time";
import { resolveRange, type RangeState, type ResolvedRange } from "./resolve-range";
import { usageSearchParams } from "./usage-search-params";

export type CompareMode = "previous" | "none";
export type GroupBy = "agent" | "provider";

/** What the URL of a tenant's page says, resolved, and how to change it. */
export interface UsageUrlState {
  /** Today in UTC: the last day that can be asked for. */
  today: IsoDay;
  range: ResolvedRange;
  compare: CompareMode;
  agentIds: string[];
  providers: string[];
  groupBy: GroupBy;
  /** Agents and providers picked. */
  filterCount: number;
  setRange: (range: RangeState) => void;
  setCompare: (compare: CompareMode) => void;
  /** Drill-down: makes a history entry. */
  setAgentIds: (agentIds: string[]) => void;
  setProviders: (providers: string[]) => void;
  setGroupBy: (groupBy: GroupBy) => void;
  clearFilters: () => void;
}

const PUSH = { history: "push" } as const;

export function useUsageUrlState(): UsageUrlState {
  const [state, setState] = useQueryStates(usageSearchParams);
  const today = toIsoDay(new Date());
  const range = useMemo(() => resolveRange(state, today), [state, today]);
  return useMemo(
    () => ({
      today,
      range,
      compare: state.compare,
      agentIds: state.agent,
      providers: state.provider,
      groupBy: state.group,
      filterCount: state.agent.length + state.provider.length,
      setRange: (next) => void setState({ range: next.range, from: next.from, to: next.to }),
      setCompare: (compare) => void setState({ compare }),
      setAgentIds: (agent) => void setState({ agent }, PUSH),
      setProviders: (provider) => void setState({ provider }, PUSH),
      setGroupBy: (group) => void setState({ group }),
      clearFilters: () => void setState({ agent: null, provider: null }, PUSH),
    }),
    [today, range, state, setState],
  );
}
