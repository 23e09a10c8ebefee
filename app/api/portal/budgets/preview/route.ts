import { previewBudgetEdit } from "@/lib/budgets/changes";
import { budgetPreviewRequestSchema, type BudgetPreviewRequest } from "@/lib/budgets/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute<Record<string, never>, unknown, BudgetPreviewRequest>({
  scope: "budgets:write",
  body: budgetPreviewRequestSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await previewBudgetEdit(viewer, body)),
});
