import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** The page's shape before its script runs. */
export function UsageSkeleton() {
  return (
    <>
      <PageHeader title="Usage" switcher={<SkeletonTitle />} />
      <PageBody>
        <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
          {Array.from({ length: 4 }, (_, index) => (
            <Skeleton key={index} className="h-30 rounded-xl!" />
          ))}
        </div>
        <UsagePanelsSkeleton />
      </PageBody>
    </>
  );
}

/** The shape of the panels below the cards. */
export function UsagePanelsSkeleton() {
  return (
    <div className="grid gap-4">
      <Skeleton className="h-96 rounded-xl!" />
      <Skeleton className="h-[34rem] rounded-xl!" />
    </div>
  );
}

function SkeletonTitle() {
  return (
    <h1>
      <span className="sr-only">Usage</span>
      <Skeleton className="h-5 w-40" />
    </h1>
  );
}
