"use client";

import dynamic from "next/dynamic";
import { ListFilter } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import type { FilterChoicesProps } from "./filter-choices";

const LazyFilterChoices = dynamic(
  () => import("./filter-choices").then((module) => module.FilterChoices),
  { ssr: false, loading: () => <Skeleton className="m-3 h-60" /> },
);

/** Narrows every panel of the page to some agents and providers. */
export function FilterMenu(props: FilterChoicesProps) {
  const count = props.agentIds.length + props.providerIds.length;
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="outline" title="Agents and providers">
          <ListFilter aria-hidden className="text-muted-foreground" />
          <span className="in-data-[slot=sheet-content]:hidden">Filters</span>
          <span className="hidden in-data-[slot=sheet-content]:inline">Agents and providers</span>
          {count > 0 && (
            <span className="grid h-4 min-w-4 place-items-center rounded-full bg-primary px-1 text-2xs text-primary-foreground">
              {count}
              <span className="sr-only"> picked</span>
            </span>
          )}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-80! p-0!" aria-label="Filters">
        <LazyFilterChoices {...props} />
      </PopoverContent>
    </Popover>
  );
}
