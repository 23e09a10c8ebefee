"use client";

import { useQueryStates } from "nuqs";
import { resolveRange, type RangeState } from "@/components/filters/resolve-range";
import { toIsoDay } from "@/lib/time";
import {
  codingSearchParams,
  FILTERS,
  toFilters,
  toQuestion,
  type CodingTab,
  type CodingUrl,
  type FilterName,
} from "./coding-search-params";

const PUSH = { history: "push" } as const;
const NO_FILTERS = Object.fromEntries(FILTERS.map((name) => [name, null]));

export type CodingUrlState = ReturnType<typeof useCodingUrl>;

/** The page's state, all of it in the URL. Another filter starts the list of sessions at page 1. */
export function useCodingUrl() {
  const [state, setState] = useQueryStates(codingSearchParams);
  const today = toIsoDay(new Date());
  const filters = toFilters(state);
  return {
    ...state,
    today,
    filters,
    resolved: resolveRange(state, today),
    question: toQuestion(state, today),
    page: Math.max(1, state.page),
    filterCount: FILTERS.reduce((count, name) => count + filters[name].length, 0),
    setTab: (tab: CodingTab) => void setState({ tab, page: 1 }, PUSH),
    setRange: (next: RangeState) => void setState({ ...next, page: 1 }),
    setBy: (by: CodingUrl["by"]) => void setState({ by }),
    setFilter: (name: FilterName, values: string[]) =>
      void setState({ [name]: values, page: 1 }, PUSH),
    /** Narrows the page to a value, or gives it back. */
    toggleFilter: (name: FilterName, value: string) => {
      const others = filters[name].filter((one) => one !== value);
      const isOn = others.length < filters[name].length;
      void setState({ [name]: isOn ? others : [...others, value], page: 1 }, PUSH);
    },
    clearFilters: () => void setState({ ...NO_FILTERS, page: 1 }, PUSH),
    setLong: (isLong: boolean) => void setState({ long: isLong ? "true" : "false", page: 1 }),
    setPage: (page: number) => void setState({ page }, PUSH),
    openSession: (session: string) => void setState({ session }, PUSH),
    closeSession: () => void setState({ session: null }),
  };
}
