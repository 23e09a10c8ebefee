import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

interface EmptyStateProps {
  /** What is not there, `No usage data for this period`. */
  title: string;
  /** Why, and what to do about it. */
  hint?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** Says that there is nothing, why, and what to do. */
export function EmptyState({ title, hint, action, className }: EmptyStateProps) {
  return (
    <div
      className={cn(
        "flex min-h-40 flex-col items-center justify-center gap-1 px-4 py-8 text-center",
        className,
      )}
    >
      <p className="font-medium">{title}</p>
      {hint && <p className="max-w-md text-sm text-balance text-muted-foreground">{hint}</p>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
