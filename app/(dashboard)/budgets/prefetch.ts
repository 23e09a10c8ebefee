import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import { createLoader } from "nuqs/server";
import { budgetsSearchParams, toBudgetScope } from "@/components/budgets/budgets-search-params";
import { requireViewer } from "@/lib/auth/session";
import { budgetQueries } from "@/lib/budgets/queries";
import { openBudgetList } from "@/lib/budgets/service";
import { getQueryClient } from "@/lib/query/query-client";
import { toApiAnswer } from "@/lib/usage/prefetch";

const loadSearchParams = createLoader(budgetsSearchParams);

/** Reads the page of budgets that the URL asks for. When it cannot be read, the browser shows the error. */
export async function prefetchBudgets(
  searchParams: PageProps<"/budgets">["searchParams"],
): Promise<QueryClient> {
  const [viewer, state] = await Promise.all([requireViewer(), loadSearchParams(searchParams)]);
  const scope = toBudgetScope(state);
  const client = getQueryClient();
  await client.prefetchQuery({
    queryKey: budgetQueries.list(scope).queryKey,
    queryFn: () => toApiAnswer(openBudgetList(viewer, { ...scope, format: "json" })),
  });
  return client;
}
