"use client";

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { AnalyticsUrl } from "./use-analytics-url";
import { usePickedPeople } from "./use-picked-names";

/** What the page is narrowed to, each with its way back; nothing without filters. */
export function FilterLine({ url }: { url: AnalyticsUrl }) {
  const people = usePickedPeople(url.person);
  if (url.person.length + url.project.length === 0) return null;
  const chips = [
    ...people.map(({ id, name }) => ({
      key: `person ${id}`,
      words: `person ${name}`,
      name,
      remove: () => url.setPeople(url.person.filter((one) => one !== id)),
    })),
    ...url.project.map((name) => ({
      key: `project ${name}`,
      words: `project ${name}`,
      name,
      remove: () => url.setProjects(url.project.filter((one) => one !== name)),
    })),
  ];
  return (
    <div role="group" aria-label="Filters in use" className="flex flex-wrap items-center gap-1.5">
      <span className="text-xs text-muted-foreground">Only</span>
      {chips.map((chip) => (
        <button
          key={chip.key}
          type="button"
          onClick={chip.remove}
          aria-label={`Remove filter: ${chip.words}`}
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
