"use client";

import { useQuery } from "@tanstack/react-query";
import { Building2, CalendarDays } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import {
  RANGE_LABELS,
  RANGE_PRESETS,
  toYearToDate,
  type RangeState,
} from "@/components/filters/resolve-range";
import { useDebounced } from "@/components/filters/use-debounced";
import { useRangeUrlState } from "@/components/filters/usage-url-state";
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
import { ADMIN_NAVIGATION, MAIN_NAVIGATION } from "./navigation";

const MAX_TENANTS = 8;

function includes(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.trim().toLowerCase());
}

/** Ctrl/⌘ K: go to a tenant or a page, set the range. */
export function CommandPalette({ isAdmin, onClose }: { isAdmin: boolean; onClose: () => void }) {
  const [words, setWords] = useState("");
  const router = useRouter();
  const url = useRangeUrlState();
  const found = useQuery(
    usageQueries.list({
      startDate: url.range.startDate,
      endDate: url.range.endDate,
      q: useDebounced(words.trim()),
      sort: "cost",
      order: "desc",
      page: 1,
    }),
  );
  const tenants = found.data?.data.items.slice(0, MAX_TENANTS) ?? [];
  const pages = [...MAIN_NAVIGATION, ...(isAdmin ? ADMIN_NAVIGATION : [])];
  const ranges: { label: string; range: RangeState }[] = [
    ...RANGE_PRESETS.map((preset) => ({
      label: RANGE_LABELS[preset],
      range: { range: preset, from: null, to: null },
    })),
    { label: "This year", range: toYearToDate(url.today) },
  ];

  function go(path: string) {
    onClose();
    // A path made of an id cannot be checked against the routes; these prefixes exist.
    router.push(url.withRange(path) as Route);
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        aria-describedby={undefined}
        className="top-[15vh] max-w-xl translate-y-0 gap-0 overflow-hidden p-0 [&>button]:hidden"
      >
        <DialogTitle className="sr-only">Go to</DialogTitle>
        <Command shouldFilter={false} label="Go to">
          <CommandInput
            placeholder="Go to a tenant or page, or set the range…"
            value={words}
            onValueChange={setWords}
          />
          <CommandList>
            <CommandEmpty className="px-2 py-6 text-center text-sm text-muted-foreground">
              {found.isFetching ? "Searching…" : "Nothing found. Try another name."}
            </CommandEmpty>
            {tenants.length > 0 && (
              <CommandGroup heading="Tenants">
                {tenants.map((tenant) => (
                  <CommandItem
                    key={tenant.tenant_id}
                    value={tenant.tenant_id}
                    onSelect={() => go(`/usage/${encodeURIComponent(tenant.tenant_id)}`)}
                  >
                    <Building2 aria-hidden />
                    <span className="min-w-0 flex-1 truncate">{tenant.tenant_name}</span>
                    <span className="text-muted-foreground">{formatUsd(tenant.cost_usd)}</span>
                  </CommandItem>
                ))}
              </CommandGroup>
            )}
            <CommandGroup heading="Pages">
              {pages
                .filter((page) => includes(page.label, words))
                .map(({ href, label, icon: Icon }) => (
                  <CommandItem key={href} value={href} onSelect={() => go(href)}>
                    <Icon aria-hidden />
                    {label}
                  </CommandItem>
                ))}
            </CommandGroup>
            <CommandGroup heading="Time range">
              {ranges
                .filter(({ label }) => includes(label, words))
                .map(({ label, range }) => (
                  <CommandItem
                    key={label}
                    value={label}
                    onSelect={() => {
                      url.setRange(range);
                      onClose();
                    }}
                  >
                    <CalendarDays aria-hidden />
                    {label}
                  </CommandItem>
                ))}
            </CommandGroup>
          </CommandList>
        </Command>
      </DialogContent>
    </Dialog>
  );
}
