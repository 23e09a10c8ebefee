import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { PageBody } from "./page-body";
import { PageHeader } from "./page-header";

const ROWS = 12;

interface ListSkeletonProps {
  title: string;
  /** What is awaited, `Loading the tenants`. */
  label: string;
  /** Beside the search box. */
  toolbar: ReactNode;
  /** The row's cells after the name. */
  cells: ReactNode;
}

/** A page with one long table before it is there. */
export function ListSkeleton({ title, label, toolbar, cells }: ListSkeletonProps) {
  return (
    <div role="status" aria-label={label}>
      <PageHeader title={title} />
      <PageBody>
        <div className="rounded-xl border bg-card">
          <div className="flex items-center justify-between gap-4 p-4">
            <Skeleton className="h-8 w-64 max-w-full" />
            {toolbar}
          </div>
          {Array.from({ length: ROWS }, (_, row) => (
            <div key={row} className="flex h-10 items-center gap-6 border-t px-4">
              <Skeleton className="h-4 w-40" />
              <div className="flex-1" />
              {cells}
            </div>
          ))}
        </div>
      </PageBody>
    </div>
  );
}
