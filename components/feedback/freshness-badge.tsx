"use client";

import { cn } from "@/components/ui/cn";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";
import { formatAge, formatDateTime, formatTime } from "@/lib/format";
import type { SnapshotMeta } from "@/lib/http/api-client";
import { useNow } from "./use-now";

const DOTS = {
  fresh: "bg-(--dot-fresh)",
  stale: "bg-(--dot-stale)",
  partial: "bg-(--dot-stale)",
  empty: "bg-muted-foreground",
} as const;

const WORDS = {
  fresh: "Up to date.",
  stale: "These figures are older than they should be.",
  partial: "A part is missing.",
  empty: "Nothing was read yet.",
} as const;

const MARKS = { fresh: "", stale: "stale", partial: "partial", empty: "" } as const;

interface FreshnessBadgeProps {
  snapshot: Pick<SnapshotMeta, "asOf" | "state" | "reason"> | null | undefined;
  /** What was read. */
  source?: string;
  /** Leaves the clock time away, for rows of a table. */
  isShort?: boolean;
  className?: string;
}

/** How old the figures are, `● 14:05 UTC · 4 min ago`; the reason is in a tooltip that takes the focus. */
export function FreshnessBadge({
  snapshot,
  source = "LiteLLM",
  isShort = false,
  className,
}: FreshnessBadgeProps) {
  const now = useNow();
  if (!snapshot) return null;
  const { asOf, state, reason } = snapshot;
  const age = asOf && now ? formatAge(asOf, now) : "";
  const time = asOf && !isShort ? formatTime(asOf) : "";
  const text = asOf ? [time, age].filter(Boolean).join(" · ") : "not read yet";
  return (
    <Tooltip>
      <TooltipTrigger
        className={cn(
          "inline-flex h-7 items-center gap-1.5 rounded-md px-1.5 text-xs whitespace-nowrap text-muted-foreground hover:text-foreground",
          className,
        )}
      >
        <span aria-hidden className={cn("size-2 shrink-0 rounded-full", DOTS[state])} />
        <span className="sr-only">{WORDS[state]} Read </span>
        {text}
        {MARKS[state] && <span className="font-medium text-warning">{MARKS[state]}</span>}
      </TooltipTrigger>
      <TooltipContent>
        <p>
          {WORDS[state]}
          {reason ? ` ${reason}` : ""}
        </p>
        {asOf && (
          <p className="text-muted-foreground">
            Read from {source} {formatDateTime(asOf, now ?? new Date(asOf))}
          </p>
        )}
      </TooltipContent>
    </Tooltip>
  );
}
