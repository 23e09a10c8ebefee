import type { Metadata } from "next";
import { Suspense } from "react";
import { BudgetsSkeleton } from "@/components/budgets/budgets-skeleton";
import { BudgetsView } from "@/components/budgets/budgets-view";
import { FiguresMark } from "@/components/layout/figures-mark";
import { HydrateQueries } from "@/lib/query/hydrate";
import { prefetchBudgets } from "./prefetch";

export const metadata: Metadata = { title: "Budgets" };

export default function BudgetsPage({ searchParams }: PageProps<"/budgets">) {
  return (
    <Suspense fallback={<BudgetsSkeleton />}>
      <Budgets searchParams={searchParams} />
    </Suspense>
  );
}

async function Budgets({ searchParams }: Pick<PageProps<"/budgets">, "searchParams">) {
  const client = await prefetchBudgets(searchParams);
  return (
    <HydrateQueries client={client}>
      <BudgetsView />
      <FiguresMark />
    </HydrateQueries>
  );
}
