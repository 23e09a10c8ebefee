"use client";

import dynamic from "next/dynamic";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";

const LazyTenantChoices = dynamic(
  () => import("./tenant-choices").then((module) => module.TenantChoices),
  { ssr: false, loading: () => <Skeleton className="h-80" /> },
);

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
        <LazyTenantChoices tenantId={tenantId} onChoose={() => setIsOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}
