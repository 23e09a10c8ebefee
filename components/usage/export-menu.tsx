"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { lazyInBrowser } from "@/components/ui/lazy-in-browser";
import { Skeleton } from "@/components/ui/skeleton";
import type { UsagePanels } from "./use-usage-panels";

const LazyExportItems = lazyInBrowser(() =>
  import("./export-items").then((module) => module.ExportItems),
);

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
        <LazyExportItems toCsvHref={toCsvHref} fallback={<Skeleton className="h-52" />} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
