import { BudgetsSkeleton } from "@/components/budgets/budgets-skeleton";

export default function BudgetsLoading() {
  return <BudgetsSkeleton />;
}
