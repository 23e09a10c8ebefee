import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** The list of budgets before it is there. */
export function BudgetsSkeleton() {
  return (
    <div role="status" aria-label="Loading the budgets">
      <PageHeader title="Budgets" />
      <PageBody>
        <div className="rounded-xl border bg-card">
          <div className="flex items-center gap-4 p-4">
            <Skeleton className="h-8 w-64 max-w-full" />
            <Skeleton className="hidden h-7 w-80 md:block" />
          </div>
          {Array.from({ length: 12 }, (_, row) => (
            <div key={row} className="flex h-10 items-center gap-6 border-t px-4">
              <Skeleton className="h-4 w-40" />
              <div className="flex-1" />
              <Skeleton className="h-4 w-20" />
              <Skeleton className="hidden h-4 w-28 sm:block" />
              <Skeleton className="hidden h-4 w-24 md:block" />
            </div>
          ))}
        </div>
      </PageBody>
    </div>
  );
}
