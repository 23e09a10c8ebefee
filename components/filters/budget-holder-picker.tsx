"use client";

import { useState } from "react";
import { budgetQueries } from "@/lib/budgets/queries";
import type { BudgetKind, BudgetRow } from "@/lib/budgets/schema";
import { ChoicePicker, type Choice } from "./choice-picker";
import { useDebounced } from "./use-debounced";
import { useRead } from "@/lib/query/use-read";

/** A tenant, an agent or a person's account; `id` is unique over tenants, `entityId` as LiteLLM has it. */
export interface BudgetHolder extends Choice {
  tenantId: string;
  entityId: string;
}

const LABELS: Record<BudgetKind, string> = {
  tenant: "Tenants",
  agent: "Agents",
  account: "Accounts",
};

function toHolder(row: BudgetRow): BudgetHolder {
  return {
    id: `${row.tenant_id} ${row.id}`,
    name: row.name,
    ...(row.kind === "agent" ? { of: row.tenant_name } : {}),
    tenantId: row.tenant_id,
    entityId: row.id,
  };
}

/** A tenant that is known already, as it would be found. */
export function toTenantHolder(tenantId: string, name: string): BudgetHolder {
  return { id: `${tenantId} ${tenantId}`, name, tenantId, entityId: tenantId };
}

interface BudgetHolderPickerProps {
  kind: BudgetKind;
  chosen: readonly BudgetHolder[];
  onChange: (chosen: BudgetHolder[]) => void;
  label?: string;
  isMultiple?: boolean;
  emptyWords?: string;
}

/** Chooses, by name, among the budgets that the viewer may see. */
export function BudgetHolderPicker({ kind, label, ...picker }: BudgetHolderPickerProps) {
  const [words, setWords] = useState("");
  const q = useDebounced(words.trim());
  const order = { state: "all", sort: "name", order: "asc" } as const;
  const query = useRead(budgetQueries.list.options({ q, kind, tenant_id: "", page: 1, ...order }));
  return (
    <ChoicePicker
      {...picker}
      label={label ?? LABELS[kind]}
      found={(query.data?.data.items ?? []).map(toHolder)}
      words={words}
      onWordsChange={setWords}
      status={query.isPending ? "Reading…" : query.error?.message}
    />
  );
}
