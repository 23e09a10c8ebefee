"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useId, useState } from "react";
import { useDebounced } from "@/components/filters/use-debounced";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { accountQueries } from "@/lib/access/queries";
import type { TenantChoice } from "@/lib/access/schema";

const SHOWN = 6;

interface TenantPickerProps {
  chosen: readonly TenantChoice[];
  onChange: (tenants: TenantChoice[]) => void;
}

/** The tenants that were chosen, and a search that adds to them. */
export function TenantPicker({ chosen, onChange }: TenantPickerProps) {
  const [words, setWords] = useState("");
  const id = useId();
  const found = useQuery(accountQueries.tenantChoices(useDebounced(words.trim())));
  const offered = (found.data?.data ?? [])
    .filter((tenant) => !chosen.some((one) => one.tenant_id === tenant.tenant_id))
    .slice(0, SHOWN);
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>Tenants</Label>
      {chosen.length > 0 && (
        <ul className="flex flex-wrap gap-1" aria-label="Chosen tenants">
          {chosen.map((tenant) => (
            <li key={tenant.tenant_id}>
              <button
                type="button"
                aria-label={`Remove ${tenant.tenant_name}`}
                className="inline-flex h-6 items-center gap-1 rounded-sm bg-brand-soft px-1.5 text-xs font-medium text-brand"
                onClick={() => onChange(chosen.filter((one) => one !== tenant))}
              >
                {tenant.tenant_name}
                <X aria-hidden className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Input
        id={id}
        type="search"
        placeholder="Search tenants to add"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {offered.length > 0 && (
        <ul className="flex flex-wrap gap-1" aria-label="Tenants to add">
          {offered.map((tenant) => (
            <li key={tenant.tenant_id}>
              <button
                type="button"
                aria-label={`Add ${tenant.tenant_name}`}
                className="inline-flex h-6 items-center rounded-sm border px-1.5 text-xs hover:bg-accent"
                onClick={() => onChange([...chosen, tenant])}
              >
                + {tenant.tenant_name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
