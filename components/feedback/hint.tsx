"use client";

import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";

interface HintProps {
  /** What the mark means, in words. */
  says: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A figure or mark with an explanation that hover and keyboard focus both open. */
export function Hint({ says, children, className }: HintProps) {
  return (
    <Tooltip>
      <TooltipTrigger
        className={cn(
          "cursor-help rounded-sm decoration-muted-foreground/60 decoration-dotted underline-offset-4 hover:underline",
          className,
        )}
      >
        {children}
      </TooltipTrigger>
      <TooltipContent>{says}</TooltipContent>
    </Tooltip>
  );
}
