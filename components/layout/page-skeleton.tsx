import { Skeleton } from "@/components/ui/skeleton";
import { PageBody } from "./page-body";

/** A page before it says what it is: a header and one card. */
export function PageSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <div className="flex h-14 items-center border-b px-4 md:px-6">
        <Skeleton className="h-5 w-40" />
      </div>
      <PageBody>
        <Skeleton className="h-96 rounded-xl!" />
      </PageBody>
    </div>
  );
}
