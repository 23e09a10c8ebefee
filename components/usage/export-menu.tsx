"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { UsagePanels } from "./use-usage-panels";

const PANELS = [
  { panel: "payroll", label: "Payroll" },
  { panel: "daily", label: "Cost per day" },
  { panel: "summary", label: "Tokens per agent" },
  { panel: "by-provider", label: "Cost by provider" },
  { panel: "message-volume", label: "Messages by channel" },
  { panel: "budget-alerts", label: "Budgets" },
] as const;

/** Each panel as CSV, for the range and filters shown. */
export function ExportMenu({ toCsvHref }: Pick<UsagePanels, "toCsvHref">) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline">
          <Download aria-hidden className="text-muted-foreground" />
          Export
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>CSV of what is shown</DropdownMenuLabel>
        {PANELS.map(({ panel, label }) => (
          <DropdownMenuItem key={panel} asChild>
            <a href={toCsvHref(panel)} download>
              {label}
            </a>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
