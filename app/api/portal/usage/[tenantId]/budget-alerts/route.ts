import { defineRoute } from "@/lib/http/route";
import { answerPanel } from "@/lib/usage/answer";
import { toBudgetCsv } from "@/lib/usage/csv";
import { budgetQuerySchema, type BudgetQuery } from "@/lib/usage/schema";
import { listBudgetAlerts } from "@/lib/usage/service";

export const GET = defineRoute<{ tenantId: string }, BudgetQuery>({
  query: budgetQuerySchema,
  handle: async ({ viewer, params, query, request }) =>
    answerPanel(request, query, await listBudgetAlerts(viewer, params.tenantId, query), {
      title: "Budgets",
      toTable: toBudgetCsv,
    }),
});
