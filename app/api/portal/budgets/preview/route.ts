import { previewBudgetEdit } from "@/lib/budgets/changes";
import { budgetPreviewRequestSchema } from "@/lib/budgets/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute({
  scope: "budgets:write",
  body: budgetPreviewRequestSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await previewBudgetEdit(viewer, body)),
});
