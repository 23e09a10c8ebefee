import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/http/api-client";
import type { BudgetList, BudgetListQuery } from "./schema";

const POLL_MS = 60_000;
const PATH = "/api/portal/budgets";

export type BudgetListScope = Omit<BudgetListQuery, "format">;

/** The address of the list; also what the CSV link is made of. */
export function toBudgetsPath(scope: BudgetListScope, format: "json" | "csv" = "json"): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(scope)) {
    if (value !== "" && value !== "all") search.set(name, String(value));
  }
  if (format === "csv") search.set("format", "csv");
  return `${PATH}?${search.toString()}`;
}

export const budgetKeys = {
  all: ["budgets"] as const,
  lists: () => [...budgetKeys.all, "list"] as const,
};

export const budgetQueries = {
  list: (scope: BudgetListScope) =>
    queryOptions({
      queryKey: [...budgetKeys.lists(), scope],
      queryFn: ({ signal }) => getJson<BudgetList>(toBudgetsPath(scope), signal),
      placeholderData: keepPreviousData,
      refetchInterval: POLL_MS,
    }),
};
