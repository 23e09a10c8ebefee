import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { budgetsSearchParams, toBudgetScope } from "@/components/budgets/budgets-search-params";
import { BudgetsView } from "@/components/budgets/budgets-view";
import { requireViewer } from "@/lib/auth/session";
import { budgetReads } from "@/lib/budgets/reads";
import { WithAnswers } from "@/lib/http/with-answers";

export const metadata: Metadata = { title: "Budgets" };

const loadUrl = createLoader(budgetsSearchParams);

export default async function BudgetsPage({ searchParams }: PageProps<"/budgets">) {
  const [viewer, url] = await Promise.all([requireViewer(), loadUrl(searchParams)]);
  return (
    <WithAnswers viewer={viewer} asks={[budgetReads.list.ask(toBudgetScope(url))]}>
      <BudgetsView />
    </WithAnswers>
  );
}
