import { changeBudgets } from "@/lib/budgets/changes";
import { budgetChangeRequestSchema, type BudgetChangeRequest } from "@/lib/budgets/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute<Record<string, never>, unknown, BudgetChangeRequest>({
  scope: "budgets:write",
  body: budgetChangeRequestSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await changeBudgets(viewer, body)),
});
