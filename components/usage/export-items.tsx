"use client";

import { DropdownMenuItem, DropdownMenuLabel } from "@/components/ui/dropdown-menu";
import type { UsagePanels } from "./use-usage-panels";

const PANELS = [
  { panel: "payroll", label: "Payroll" },
  { panel: "daily", label: "Cost per day" },
  { panel: "summary", label: "Tokens per agent" },
  { panel: "by-provider", label: "Cost by provider" },
  { panel: "message-volume", label: "Messages by channel" },
  { panel: "budget-alerts", label: "Budgets" },
] as const;

/** What the export menu offers. */
export function ExportItems({ toCsvHref }: Pick<UsagePanels, "toCsvHref">) {
  return (
    <>
      <DropdownMenuLabel>CSV of what is shown</DropdownMenuLabel>
      {PANELS.map(({ panel, label }) => (
        <DropdownMenuItem key={panel} asChild>
          <a href={toCsvHref(panel)} download>
            {label}
          </a>
        </DropdownMenuItem>
      ))}
    </>
  );
}
