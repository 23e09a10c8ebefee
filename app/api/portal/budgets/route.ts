import { toBudgetListCsv } from "@/lib/budgets/csv";
import { budgetListQuerySchema, type BudgetListQuery } from "@/lib/budgets/schema";
import { openBudgetList } from "@/lib/budgets/service";
import { defineRoute } from "@/lib/http/route";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<Record<string, never>, BudgetListQuery>({
  query: budgetListQuerySchema,
  handle: async ({ viewer, query, request }) =>
    answerPanel(request, { format: query.format }, await openBudgetList(viewer, query), {
      title: "Budgets",
      toTable: toBudgetListCsv,
    }),
});
