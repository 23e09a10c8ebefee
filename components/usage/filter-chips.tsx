"use client";

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";

export interface FilterChip {
  key: string;
  /** `Agent` or `Provider` */
  kind: string;
  name: string;
  onRemove: () => void;
}

interface FilterChipsProps {
  chips: readonly FilterChip[];
  onClear: () => void;
}

/** What the page is narrowed to, each with its way back. */
export function FilterChips({ chips, onClear }: FilterChipsProps) {
  return (
    <div role="group" aria-label="Filters in use" className="flex flex-wrap items-center gap-1.5">
      <span className="text-xs text-muted-foreground">Only</span>
      {chips.map((chip) => (
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
      <Button variant="quiet" size="sm" className="h-6!" onClick={onClear}>
        Clear all
      </Button>
    </div>
  );
}
