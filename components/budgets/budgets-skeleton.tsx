import { ListSkeleton } from "@/components/layout/list-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

/** The list of budgets before it is there. */
export function BudgetsSkeleton() {
  return (
    <ListSkeleton
      title="Budgets"
      label="Loading the budgets"
      toolbar={<Skeleton className="mr-auto hidden h-7 w-80 md:block" />}
      cells={
        <>
          <Skeleton className="h-4 w-20" />
          <Skeleton className="hidden h-4 w-28 sm:block" />
          <Skeleton className="hidden h-4 w-24 md:block" />
        </>
      }
    />
  );
}
