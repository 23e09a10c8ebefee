import { defineRoute } from "@/lib/http/route";
import { answerSpending } from "@/lib/spending/answer";
import { spendingQuerySchema, type SpendingQuery } from "@/lib/spending/schema";
import { openMySpending } from "@/lib/spending/service";

export const GET = defineRoute<Record<string, never>, SpendingQuery>({
  query: spendingQuerySchema,
  handle: async ({ viewer, query, request }) =>
    answerSpending(request, query, await openMySpending(viewer)),
});
