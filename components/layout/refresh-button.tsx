"use client";

import { RotateCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

interface RefreshButtonProps {
  isRefreshing: boolean;
  onRefresh: () => void;
  /** What is refreshed, in words; also what a screen reader hears. */
  label?: string;
}

/** Reads the figures again; the words show on a phone only. */
export function RefreshButton({ isRefreshing, onRefresh, label = "Refresh" }: RefreshButtonProps) {
  return (
    <Button
      variant="outline"
      className="px-2!"
      aria-label={label}
      title={label}
      aria-busy={isRefreshing}
      onClick={onRefresh}
    >
      <RotateCw
        aria-hidden
        className={cn(
          "text-muted-foreground",
          isRefreshing && "animate-spin motion-reduce:animate-none",
        )}
      />
      <span className="hidden in-data-[slot=sheet-content]:inline">{label}</span>
    </Button>
  );
}
