"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, ChevronDown } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";
import { useDebounced } from "@/components/filters/use-debounced";
import { useRangeUrlState } from "@/components/filters/usage-url-state";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { formatUsd } from "@/lib/format";
import { usageQueries } from "@/lib/usage/queries";

interface TenantSwitcherProps {
  tenantId: string;
  /** null while it is read. */
  tenantName: string | null;
}

/** The page's title, and the way to the same page of another tenant. */
export function TenantSwitcher({ tenantId, tenantName }: TenantSwitcherProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <h1 className="-ml-1.5 min-w-0 text-base font-semibold tracking-tight">
        {tenantName === null ? (
          <>
            <span className="sr-only">Usage</span>
            <Skeleton className="ml-1.5 h-5 w-40" />
          </>
        ) : (
          <PopoverTrigger
            title="Go to another tenant"
            className="flex max-w-full items-center gap-1 rounded-md px-1.5 py-1 hover:bg-accent"
          >
            <span className="truncate">{tenantName}</span>
            <ChevronDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
          </PopoverTrigger>
        )}
      </h1>
      <PopoverContent className="w-80! p-2!" aria-label="Tenants">
        <TenantChoices tenantId={tenantId} onChoose={() => setIsOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

interface TenantChoicesProps {
  tenantId: string;
  onChoose: () => void;
}

function TenantChoices({ tenantId, onChoose }: TenantChoicesProps) {
  const [words, setWords] = useState("");
  const { range, withRange } = useRangeUrlState();
  const { startDate, endDate } = range;
  const q = useDebounced(words.trim());
  const found = useQuery(
    usageQueries.list({ startDate, endDate, q, sort: "cost", order: "desc", page: 1 }),
  );
  const items = found.data?.data.items ?? [];
  return (
    <>
      <Input
        type="search"
        aria-label="Search tenants"
        placeholder="Search tenants"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <p role="status" className="px-2 pt-2 text-xs text-muted-foreground empty:hidden">
        {found.isPending
          ? "Reading…"
          : found.error
            ? found.error.message
            : items.length === 0
              ? "No tenant of that name."
              : ""}
      </p>
      <ul className="mt-1 max-h-80 overflow-y-auto">
        {items.map((tenant) => {
          const isHere = tenant.tenant_id === tenantId;
          const path = withRange(`/usage/${encodeURIComponent(tenant.tenant_id)}`);
          return (
            <li key={tenant.tenant_id}>
              <Link
                // A path made of an id cannot be checked against the routes; the page exists.
                href={path as Route}
                aria-current={isHere ? "page" : undefined}
                onClick={onChoose}
                className="flex h-8 items-center gap-2 rounded-md px-2 hover:bg-accent"
              >
                <Check aria-hidden className={cn("size-4 text-brand", !isHere && "invisible")} />
                <span className="min-w-0 flex-1 truncate">{tenant.tenant_name}</span>
                <span className="text-xs text-muted-foreground">{formatUsd(tenant.cost_usd)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </>
  );
}
