"use client";

import { parseAsNativeArrayOf, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { SortOrder } from "@/components/table/table-columns";
import { PAYROLL_SORTS, type PayrollSort } from "./payroll-lines";

/** Charts that can be shown as a table. */
export const CHART_IDS = ["cost", "tokens", "providers", "models", "messages"] as const;
export type ChartId = (typeof CHART_IDS)[number];

const pageParams = {
  sort: parseAsStringLiteral(PAYROLL_SORTS).withDefault("cost"),
  order: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  rows: parseAsStringLiteral(["top", "all"]).withDefault("top"),
  table: parseAsNativeArrayOf(parseAsStringLiteral(CHART_IDS)),
};

/** How the page's panels are laid out, kept in the URL beside range and filters. */
export function useUsagePageParams() {
  const [state, setState] = useQueryStates(pageParams);
  return {
    sort: state.sort,
    order: state.order,
    isShowingAll: state.rows === "all",
    isTable: (chart: ChartId) => state.table.includes(chart),
    /** The same column turns the order round; another starts with its largest, names with the first. */
    sortBy: (sort: PayrollSort) => {
      const start: SortOrder = sort === "agent" ? "asc" : "desc";
      const turned: SortOrder = state.order === "asc" ? "desc" : "asc";
      void setState({ sort, order: state.sort === sort ? turned : start });
    },
    setShowingAll: (isAll: boolean) => void setState({ rows: isAll ? "all" : "top" }),
    setTable: (chart: ChartId, isTable: boolean) =>
      void setState((old) => ({
        table: isTable ? [...old.table, chart] : old.table.filter((one) => one !== chart),
      })),
  };
}
