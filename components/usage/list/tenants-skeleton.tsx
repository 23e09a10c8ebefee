import { ListSkeleton } from "@/components/layout/list-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

/** The tenants' list before it is there. */
export function TenantsSkeleton() {
  return (
    <ListSkeleton
      title="Usage"
      label="Loading the tenants"
      toolbar={<Skeleton className="size-7" />}
      cells={
        <>
          <Skeleton className="h-4 w-20" />
          <Skeleton className="hidden h-4 w-12 sm:block" />
          <Skeleton className="hidden h-4 w-24 md:block" />
        </>
      }
    />
  );
}
