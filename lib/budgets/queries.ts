import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { getJson, postJson } from "@/lib/http/api-client";
import type {
  BudgetChangeRequest,
  BudgetChangeResult,
  BudgetDetail,
  BudgetList,
  BudgetListQuery,
  BudgetPreview,
  BudgetPreviewRequest,
  BudgetTarget,
} from "./schema";

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
  detail: (target: BudgetTarget) => [...budgetKeys.all, "detail", target] as const,
};

export const budgetQueries = {
  list: (scope: BudgetListScope) =>
    queryOptions({
      queryKey: [...budgetKeys.lists(), scope],
      queryFn: ({ signal }) => getJson<BudgetList>(toBudgetsPath(scope), signal),
      placeholderData: keepPreviousData,
      refetchInterval: POLL_MS,
    }),
  detail: ({ kind, tenant_id, id }: BudgetTarget) =>
    queryOptions({
      queryKey: budgetKeys.detail({ kind, tenant_id, id }),
      queryFn: ({ signal }) => getJson<BudgetDetail>(toDetailPath({ kind, tenant_id, id }), signal),
    }),
  /** A dry run: what an edit would do; nothing is sent to LiteLLM. */
  preview: (request: BudgetPreviewRequest) =>
    queryOptions({
      queryKey: [...budgetKeys.all, "preview", request],
      queryFn: () => postJson<{ rows: BudgetPreview[] }>(`${PATH}/preview`, request),
      placeholderData: keepPreviousData,
      retry: false,
    }),
};

function toDetailPath({ kind, tenant_id, id }: BudgetTarget): string {
  return `${PATH}/${encodeURIComponent(tenant_id || "-")}/${kind}/${encodeURIComponent(id)}`;
}

function useBudgetMutation<Request>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => postJson<BudgetChangeResult>(`${PATH}/${path}`, request),
    // A tenant's page shows budgets too; a refusal may mean that what is shown has changed.
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: budgetKeys.all }),
        client.invalidateQueries({ queryKey: ["usage"] }),
      ]),
  });
}

/** Changes budgets in LiteLLM. */
export function useBudgetChange() {
  return useBudgetMutation<BudgetChangeRequest>("changes");
}

/** Takes back what was changed together. */
export function useBudgetUndo() {
  return useBudgetMutation<{ batch_id: string }>("undo");
}
