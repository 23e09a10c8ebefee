import { defineRoute } from "@/lib/http/route";
import { answerPanel } from "@/lib/usage/answer";
import { toPayrollCsv } from "@/lib/usage/csv";
import { payrollQuerySchema, type PayrollQuery } from "@/lib/usage/schema";
import { getPayroll } from "@/lib/usage/payroll";

export const GET = defineRoute<{ tenantId: string }, PayrollQuery>({
  query: payrollQuerySchema,
  handle: async ({ viewer, params, query, request }) =>
    answerPanel(request, query, await getPayroll(viewer, params.tenantId, query), {
      title: "Payroll",
      toTable: toPayrollCsv,
    }),
});
