"use client";

import { ChevronDown } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { formatUsd } from "@/lib/format";
import { peopleQueries } from "@/lib/people/queries";
import { useRead } from "@/lib/query/use-read";

interface CohortSwitcherProps {
  cohortId: string;
  /** Null while it is read. */
  name: string | null;
}

/** The page's title, and the way to the other cohorts. */
export function CohortSwitcher({ cohortId, name }: CohortSwitcherProps) {
  return (
    <DropdownMenu>
      <h1 className="-ml-1.5 min-w-0 text-base font-semibold tracking-tight">
        <DropdownMenuTrigger
          title="Go to another cohort"
          className="flex max-w-full items-center gap-1 rounded-md px-1.5 py-1 hover:bg-accent"
        >
          <span className="truncate">{name ?? "Cohort"}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        </DropdownMenuTrigger>
      </h1>
      <DropdownMenuContent align="start" className="max-h-96 w-72 overflow-y-auto">
        <CohortChoices cohortId={cohortId} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function CohortChoices({ cohortId }: { cohortId: string }) {
  const list = useRead(peopleQueries.list.options({}));
  const cohorts = list.data?.data.items ?? [];
  return (
    <>
      {cohorts.map((cohort) => (
        <DropdownMenuItem key={cohort.cohort_id} asChild>
          <Link
            href={`/people/${cohort.cohort_id}` as Route}
            prefetch={false}
            aria-current={cohort.cohort_id === cohortId ? "page" : undefined}
            className="flex justify-between gap-3 aria-[current=page]:font-semibold"
          >
            <span className="truncate">{cohort.name}</span>
            <span className="text-muted-foreground">{formatUsd(cohort.total_usd)}</span>
          </Link>
        </DropdownMenuItem>
      ))}
      <DropdownMenuItem asChild>
        <Link href="/people">All cohorts</Link>
      </DropdownMenuItem>
    </>
  );
}
