import { changeBudgets } from "@/lib/budgets/changes";
import { budgetChangeRequestSchema } from "@/lib/budgets/schema";
import { defineRoute, toJsonResponse } from "@/lib/http/route";

export const POST = defineRoute({
  scope: "budgets:write",
  body: budgetChangeRequestSchema,
  handle: async ({ viewer, body }) => toJsonResponse(await changeBudgets(viewer, body)),
});
