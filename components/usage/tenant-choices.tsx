"use client";

import { Check } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";
import { useDebounced } from "@/components/filters/use-debounced";
import { useRangeUrlState } from "@/components/filters/range-url-state";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { formatUsd } from "@/lib/format";
import { usageQueries } from "@/lib/usage/queries";
import { useRead } from "@/lib/query/use-read";

interface TenantChoicesProps {
  tenantId: string;
  onChoose: () => void;
}

/** Tenants to go to, by name; the range goes along. */
export function TenantChoices({ tenantId, onChoose }: TenantChoicesProps) {
  const [words, setWords] = useState("");
  const { range, withRange } = useRangeUrlState();
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
