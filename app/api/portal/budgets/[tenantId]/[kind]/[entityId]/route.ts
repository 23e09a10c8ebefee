import { toBudgetDetailCsv } from "@/lib/budgets/csv";
import { openBudgetDetail, type BudgetAddress } from "@/lib/budgets/detail";
import { budgetDetailQuerySchema, type BudgetDetailQuery } from "@/lib/budgets/schema";
import { defineRoute } from "@/lib/http/route";
import { answerPanel } from "@/lib/usage/answer";

export const GET = defineRoute<{ [K in keyof BudgetAddress]: string }, BudgetDetailQuery>({
  query: budgetDetailQuerySchema,
  handle: async ({ viewer, params, query, request }) =>
    answerPanel(request, query, await openBudgetDetail(viewer, params), {
      title: "Budget changes",
      toTable: toBudgetDetailCsv,
    }),
});
