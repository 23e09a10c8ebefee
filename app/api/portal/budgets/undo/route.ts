import { undoBudgetBatch } from "@/lib/budgets/changes";
import { budgetUndoRequestSchema, type BudgetUndoRequest } from "@/lib/budgets/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute<Record<string, never>, unknown, BudgetUndoRequest>({
  scope: "budgets:write",
  body: budgetUndoRequestSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await undoBudgetBatch(viewer, body.batch_id)),
});
