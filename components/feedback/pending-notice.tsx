"use client";

import { RotateCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { ReadResult } from "@/lib/query/use-read";
import { toPendingWords } from "./pending-words";

interface PendingNoticeProps {
  query: Pick<ReadResult<unknown>, "isPlaceholderData" | "error" | "isFetching" | "refetch">;
  /** The name of what is asked for; null where it has none. */
  wished?: string | null;
  /** The name of what is shown until it is there. */
  shown?: string | null;
}

/** Over a page whose figures are still those of the question before; moves nothing, comes only if it takes a while. */
export function PendingNotice({ query, wished = null, shown = null }: PendingNoticeProps) {
  if (!query.isPlaceholderData) return null;
  const hasFailed = query.error !== null;
  return (
    <div
      role="status"
      className={cn(
        "fixed inset-x-4 bottom-4 z-30 mx-auto flex w-fit items-center gap-3 rounded-md border bg-card px-3 py-1.5 text-xs shadow-md transition-opacity delay-300 starting:opacity-0",
        hasFailed && "border-danger text-danger",
      )}
    >
      <p>{toPendingWords(wished, shown, hasFailed)}</p>
      {hasFailed && (
        <Button
          variant="outline"
          size="sm"
          onClick={() => void query.refetch()}
          disabled={query.isFetching}
        >
          <RotateCw aria-hidden className={cn(query.isFetching && "animate-spin")} />
          Try again
        </Button>
      )}
    </div>
  );
}
