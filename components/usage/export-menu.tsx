"use client";

import dynamic from "next/dynamic";
import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Skeleton } from "@/components/ui/skeleton";
import type { UsagePanels } from "./use-usage-panels";

const LazyExportItems = dynamic(
  () => import("./export-items").then((module) => module.ExportItems),
  { ssr: false, loading: () => <Skeleton className="h-52" /> },
);

/** Each panel as CSV, for the range and filters shown. */
export function ExportMenu({ csv }: Pick<UsagePanels, "csv">) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline">
          <Download aria-hidden className="text-muted-foreground" />
          Export
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <LazyExportItems csv={csv} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
