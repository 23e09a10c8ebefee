import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** The tenants' list before it is there. */
export function TenantsSkeleton() {
  return (
    <div role="status" aria-label="Loading the tenants">
      <PageHeader title="Usage" />
      <PageBody>
        <div className="rounded-xl border bg-card">
          <div className="flex items-center justify-between p-4">
            <Skeleton className="h-8 w-64 max-w-full" />
            <Skeleton className="size-7" />
          </div>
          {Array.from({ length: 12 }, (_, row) => (
            <div key={row} className="flex h-10 items-center gap-6 border-t px-4">
              <Skeleton className="h-4 w-40" />
              <div className="flex-1" />
              <Skeleton className="h-4 w-20" />
              <Skeleton className="hidden h-4 w-12 sm:block" />
              <Skeleton className="hidden h-4 w-24 md:block" />
            </div>
          ))}
        </div>
      </PageBody>
    </div>
  );
}
