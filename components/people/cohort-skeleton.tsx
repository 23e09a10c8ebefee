import { PageBody } from "@/components/layout/page-body";
import { Skeleton } from "@/components/ui/skeleton";

/** A cohort's page before its figures are there. */
export function CohortSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <div className="flex h-14 items-center border-b px-4 md:px-6">
        <Skeleton className="h-5 w-40" />
      </div>
      <PageBody>
        <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
          {Array.from({ length: 8 }, (_, index) => (
            <Skeleton key={index} className="h-24 rounded-xl!" />
          ))}
        </div>
        <Skeleton className="h-72 rounded-xl!" />
        <Skeleton className="h-96 rounded-xl!" />
      </PageBody>
    </div>
  );
}
