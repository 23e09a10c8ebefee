import { undoBudgetBatch } from "@/lib/budgets/changes";
import { budgetUndoRequestSchema } from "@/lib/budgets/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute({
  scope: "budgets:write",
  body: budgetUndoRequestSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await undoBudgetBatch(viewer, body.batch_id)),
});
