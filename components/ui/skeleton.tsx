import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="skeleton"
      aria-hidden
      className={cn("animate-pulse rounded-md bg-muted", className)}
      {...props}
    />
  );
}

/** Many shapes with one pulse: each of its own would keep a phone busy. Takes {@link SkeletonPart}s. */
export function SkeletonGroup({ className, ...props }: ComponentProps<"div">) {
  return (
    <div data-slot="skeleton" aria-hidden className={cn("animate-pulse", className)} {...props} />
  );
}

export function SkeletonPart({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("rounded-md bg-muted", className)} {...props} />;
}
