"use client";

import { DropdownMenuItem, DropdownMenuLabel } from "@/components/ui/dropdown-menu";
import type { UsagePanels } from "./use-usage-panels";

const PANELS = [
  { panel: "payroll", label: "Payroll" },
  { panel: "daily", label: "Cost per day" },
  { panel: "summary", label: "Tokens per agent" },
  { panel: "byProvider", label: "Cost by provider" },
  { panel: "byModel", label: "Cost by model" },
  { panel: "messages", label: "Messages by channel" },
  { panel: "budgets", label: "Budgets" },
] as const;

/** What the export menu offers. */
export function ExportItems({ csv }: Pick<UsagePanels, "csv">) {
  return (
    <>
      <DropdownMenuLabel>CSV of what is shown</DropdownMenuLabel>
      {PANELS.map(({ panel, label }) => (
        <DropdownMenuItem key={panel} asChild>
          <a href={csv[panel]} download>
            {label}
          </a>
        </DropdownMenuItem>
      ))}
    </>
  );
}
