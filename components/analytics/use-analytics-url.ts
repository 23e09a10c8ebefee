"use client";

import { debounce, useQueryStates } from "nuqs";
import type { TableSort } from "@/components/table/table-columns";
import { type InsightParameters } from "@/lib/analytics/queries";
import { DEFAULT_PERIOD, type Period } from "@/lib/analytics/period";
import {
  analyticsSearchParams,
  toBoardParameters,
  toFilterParameters,
  toPeriod,
  type AnalyticsTab,
} from "./analytics-search-params";
import { findTimeProblem } from "./time-problem";

const TYPING_MS = 250;
const PUSH = { history: "push" } as const;

export type AnalyticsUrl = ReturnType<typeof useAnalyticsUrl>;

/** The page's state, all of it in the URL. Another filter starts its lists at page 1. */
export function useAnalyticsUrl() {
  const [state, setState] = useQueryStates(analyticsSearchParams);
  const now = new Date();
  const period = toPeriod(state, now);
  const hasTime = period !== DEFAULT_PERIOD;
  return {
    ...state,
    period,
    timeProblem: findTimeProblem(state, now),
    page: Math.max(1, state.page),
    /** Of the insights and the command line. */
    filters: toFilterParameters(state, now) satisfies InsightParameters,
    /** Of the leaderboard, whose time is its season. */
    board: toBoardParameters(state) satisfies InsightParameters,
    filterCount: state.person.length + state.project.length + Number(hasTime),
    setTab: (tab: AnalyticsTab) =>
      void setState({ tab, q: "", sort: null, order: null, page: 1, who: null }, PUSH),
    setPeriod: (next: Period) => void setState({ period: next, from: null, to: null, page: 1 }),
    setCustom: (from: string, to: string) => void setState({ period: null, from, to, page: 1 }),
    setPeople: (person: string[]) => void setState({ person, page: 1 }, PUSH),
    setProjects: (project: string[]) => void setState({ project, page: 1 }, PUSH),
    clearFilters: () =>
      void setState(
        { period: null, from: null, to: null, person: null, project: null, page: 1 },
        PUSH,
      ),
    setBoard: (view: typeof state.view, season: string) =>
      void setState({ view, season, page: 1 }, PUSH),
    setTier: (tier: string) => void setState({ tier: tier || null, page: 1 }),
    setIntent: (intent: string) => void setState({ intent: intent || null, page: 1 }),
    setSearch: (q: string) =>
      void setState({ q, page: 1 }, { limitUrlUpdates: debounce(q === "" ? 0 : TYPING_MS) }),
    setSort: ({ columnId, order }: TableSort) => void setState({ sort: columnId, order, page: 1 }),
    setPage: (page: number) => void setState({ page }, PUSH),
    openPerson: (id: string) => void setState({ who: id }, PUSH),
    closePerson: () => void setState({ who: null }),
  };
}
