import { Skeleton } from "@/components/ui/skeleton";

/** The form's shape until it is there. */
export function SignInSkeleton() {
  return (
    <div className="grid gap-4" role="status" aria-label="Loading">
      <Skeleton className="h-[4.125rem]" />
      <Skeleton className="h-[4.125rem]" />
      <Skeleton className="h-10" />
    </div>
  );
}
