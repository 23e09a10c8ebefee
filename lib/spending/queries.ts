import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/http/api-client";
import type { PersonSpending, SpendHistory } from "./schema";

const POLL_MS = 60_000;
export const MY_SPENDING_PATH = "/api/portal/me/spending";

export const spendingKeys = {
  all: ["spending"] as const,
  refresh: () => ["spending-refresh"] as const,
};

export const spendingQueries = {
  mine: () =>
    queryOptions({
      queryKey: [...spendingKeys.all, "mine"],
      queryFn: ({ signal }) => getJson<PersonSpending>(MY_SPENDING_PATH, signal),
      refetchInterval: POLL_MS,
    }),
  myHistory: (days: number) =>
    queryOptions({
      queryKey: [...spendingKeys.all, "my-history", days],
      queryFn: ({ signal }) =>
        getJson<SpendHistory>(`${MY_SPENDING_PATH}/history?days=${days}`, signal),
      placeholderData: keepPreviousData,
    }),
};
