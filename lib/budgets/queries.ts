import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { postJson } from "@/lib/http/api-client";
import { defineRead } from "@/lib/query/read";
import type {
  BudgetChangeRequest,
  BudgetChangeResult,
  BudgetDetail,
  BudgetKind,
  BudgetList,
  BudgetListQuery,
  BudgetPreview,
  BudgetPreviewRequest,
  BudgetTarget,
} from "./schema";

const PATH = "/api/portal/budgets";

export type BudgetListScope = Omit<BudgetListQuery, "format">;

/** As many as one change may take. */
export const MAX_CHANGED = 200;

export const BUDGETS_KEY = ["budgets"];

export const budgetQueries = {
  list: defineRead<BudgetListScope, BudgetList>()(PATH, { pollMs: 60_000 }),
  /** `tenantId` is "-" for an account, which belongs to a person. */
  detail: defineRead<{ tenantId: string; kind: BudgetKind; entityId: string }, BudgetDetail>()(
    "/api/portal/budgets/[tenantId]/[kind]/[entityId]",
  ),
  /** A dry run: what an edit would do; nothing is sent to LiteLLM. */
  preview: (request: BudgetPreviewRequest) =>
    queryOptions({
      queryKey: [...BUDGETS_KEY, "preview", request],
      queryFn: () => postJson<{ rows: BudgetPreview[] }>(`${PATH}/preview`, request),
      placeholderData: keepPreviousData,
      retry: false,
    }),
};

export function toBudgetQuestion({ kind, tenant_id, id }: BudgetTarget) {
  return { kind, tenantId: tenant_id || "-", entityId: id };
}

function useBudgetMutation<Request>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => postJson<BudgetChangeResult>(`${PATH}/${path}`, request),
    // A tenant's page shows budgets too; a refusal may mean that what is shown has changed.
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: BUDGETS_KEY }),
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
