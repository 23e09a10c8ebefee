"use client";

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { FILTERS, type FilterName } from "./coding-search-params";
import { toValueName } from "./value-names";
import type { CodingUrlState } from "./use-coding-url";

export const FILTER_WORDS: Record<FilterName, string> = {
  ...{ tenant: "Team", person: "Person", harness: "Agent", model: "Model", provider: "Provider" },
  ...{ repository: "Repository", environment: "Environment", billing: "Paid by" },
  source: "Source",
};

/** What the page is narrowed to, each with its way back; nothing without filters. */
export function FilterLine({ url }: { url: CodingUrlState }) {
  if (url.filterCount === 0) return null;
  const chips = FILTERS.flatMap((name) => url.filters[name].map((value) => ({ name, value })));
  return (
    <div role="group" aria-label="Filters in use" className="flex flex-wrap items-center gap-1.5">
      <span className="text-xs text-muted-foreground">Only</span>
      {chips.map(({ name, value }) => (
        <button
          key={`${name} ${value}`}
          type="button"
          onClick={() => url.toggleFilter(name, value)}
          aria-label={`Remove filter: ${FILTER_WORDS[name]} ${toValueName(name, value)}`}
          className="inline-flex h-6 max-w-64 items-center gap-1 rounded-md bg-brand-soft px-2 text-xs text-brand hover:bg-accent"
        >
          <span className="truncate">{toValueName(name, value)}</span>
          <X aria-hidden className="size-3 shrink-0" />
        </button>
      ))}
      <Button variant="quiet" size="sm" className="h-6!" onClick={url.clearFilters}>
        Clear all
      </Button>
    </div>
  );
}
