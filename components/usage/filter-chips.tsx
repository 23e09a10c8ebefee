"use client";

import { X } from "lucide-react";
import type { UsageUrlState } from "@/components/filters/usage-url-state";
import { Button } from "@/components/ui/button";
import { listFilterChips } from "./filter-chip-list";

interface FilterChipsProps {
  url: UsageUrlState;
  /** Of the tenant in this period, for their names. */
  agents: readonly { agent_id: string; agent_name: string }[];
}

/** What the page is narrowed to, each with its way back. */
export function FilterChips({ url, agents }: FilterChipsProps) {
  return (
    <div role="group" aria-label="Filters in use" className="flex flex-wrap items-center gap-1.5">
      <span className="text-xs text-muted-foreground">Only</span>
      {listFilterChips(url, agents).map((chip) => (
        <button
          key={chip.key}
          type="button"
          onClick={chip.onRemove}
          aria-label={`Remove filter: ${chip.kind} ${chip.name}`}
          className="inline-flex h-6 max-w-64 items-center gap-1 rounded-md bg-brand-soft px-2 text-xs text-brand hover:bg-accent"
        >
          <span className="truncate">{chip.name}</span>
          <X aria-hidden className="size-3 shrink-0" />
        </button>
      ))}
      <Button variant="quiet" size="sm" className="h-6!" onClick={url.clearFilters}>
        Clear all
      </Button>
    </div>
  );
}
