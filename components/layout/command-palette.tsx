"use client";

import { Building2, CalendarDays } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useDebounced } from "@/components/filters/use-debounced";
import { useRangeUrlState } from "@/components/filters/range-url-state";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";
import { formatUsd } from "@/lib/format";
import { usageQueries } from "@/lib/usage/queries";
import { listPaletteEntries, type PaletteEntries } from "./palette-entries";
import { useRead } from "@/lib/query/use-read";

interface CommandPaletteProps {
  isAdmin: boolean;
  onClose: () => void;
}

/** Ctrl/⌘ K: go to a tenant or a page, set the range. */
export function CommandPalette({ isAdmin, onClose }: CommandPaletteProps) {
  const [words, setWords] = useState("");
  const [selectedId, setSelectedId] = useState("");
  const router = useRouter();
  const { today, range, setRange, withRange } = useRangeUrlState();
  const { startDate, endDate } = range;
  const q = useDebounced(words.trim());
  const found = useRead(
    usageQueries.list.options({
      start_date: startDate,
      end_date: endDate,
      q,
      sort: "cost",
      order: "desc",
    }),
  );
  const tenants = found.data?.data.items ?? [];
  const entries = listPaletteEntries({ words, tenants, isAdmin, today });

  function choose(act: () => void) {
    onClose();
    act();
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        aria-describedby={undefined}
        className="top-[15vh]! max-w-xl! translate-y-0! gap-0! overflow-hidden! p-0! [&>button]:hidden"
      >
        <DialogTitle className="sr-only">Go to</DialogTitle>
        <Command
          shouldFilter={false}
          label="Go to"
          value={hasEntry(entries, selectedId) ? selectedId : entries.firstId}
          onValueChange={setSelectedId}
        >
          <CommandInput
            placeholder="Go to a tenant or page, or set the range…"
            value={words}
            onValueChange={setWords}
          />
          <CommandList className="h-80">
            <CommandEmpty className="px-2 py-6 text-center text-sm text-muted-foreground">
              {found.isFetching ? "Searching…" : "Nothing found. Try another name."}
            </CommandEmpty>
            <EntryGroups
              entries={entries}
              // A path made of an id cannot be checked against the routes; these exist.
              onGo={(path) => choose(() => router.push(withRange(path) as Route))}
              onRange={(next) => choose(() => setRange(next))}
            />
          </CommandList>
        </Command>
      </DialogContent>
    </Dialog>
  );
}

function hasEntry({ tenants, pages, ranges }: PaletteEntries, id: string): boolean {
  return (
    tenants.some((tenant) => tenant.tenant_id === id) ||
    pages.some((page) => page.href === id) ||
    ranges.some((entry) => entry.id === id)
  );
}

interface EntryGroupsProps {
  entries: PaletteEntries;
  onGo: (path: string) => void;
  onRange: (range: PaletteEntries["ranges"][number]["range"]) => void;
}

function EntryGroups({ entries, onGo, onRange }: EntryGroupsProps) {
  const { tenants, pages, ranges, areTenantsFirst } = entries;
  const tenantGroup = tenants.length > 0 && (
    <CommandGroup heading="Tenants">
      {tenants.map(({ tenant_id, tenant_name, cost_usd }) => (
        <CommandItem
          key={tenant_id}
          value={tenant_id}
          onSelect={() => onGo(`/usage/${encodeURIComponent(tenant_id)}`)}
        >
          <Building2 aria-hidden />
          <span className="min-w-0 flex-1 truncate">{tenant_name}</span>
          <span className="text-muted-foreground">{formatUsd(cost_usd)}</span>
        </CommandItem>
      ))}
    </CommandGroup>
  );
  return (
    <>
      {areTenantsFirst && tenantGroup}
      {pages.length > 0 && (
        <CommandGroup heading="Pages">
          {pages.map(({ href, label, icon: Icon }) => (
            <CommandItem key={href} value={href} onSelect={() => onGo(href)}>
              <Icon aria-hidden />
              {label}
            </CommandItem>
          ))}
        </CommandGroup>
      )}
      {ranges.length > 0 && (
        <CommandGroup heading="Time range">
          {ranges.map(({ id, label, range }) => (
            <CommandItem key={id} value={id} onSelect={() => onRange(range)}>
              <CalendarDays aria-hidden />
              {label}
            </CommandItem>
          ))}
        </CommandGroup>
      )}
      {!areTenantsFirst && tenantGroup}
    </>
  );
}
