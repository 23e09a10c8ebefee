"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ChoicePicker } from "@/components/filters/choice-picker";
import { useDebounced } from "@/components/filters/use-debounced";
import { accountQueries } from "@/lib/access/queries";
import type { TenantChoice } from "@/lib/access/schema";

const toChoice = (tenant: TenantChoice) => ({
  id: tenant.tenant_id,
  name: tenant.tenant_name,
  tenant,
});

interface TenantPickerProps {
  chosen: readonly TenantChoice[];
  onChange: (tenants: TenantChoice[]) => void;
}

/** The tenants of an account, any of all there are. */
export function TenantPicker({ chosen, onChange }: TenantPickerProps) {
  const [words, setWords] = useState("");
  const found = useQuery(accountQueries.tenantChoices.options({ q: useDebounced(words.trim()) }));
  return (
    <ChoicePicker
      label="Tenants"
      chosen={chosen.map(toChoice)}
      onChange={(choices) => onChange(choices.map(({ tenant }) => tenant))}
      found={(found.data?.data ?? []).map(toChoice)}
      words={words}
      onWordsChange={setWords}
      status={found.isPending ? "Reading…" : found.error?.message}
    />
  );
}
