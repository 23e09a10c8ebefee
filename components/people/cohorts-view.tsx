"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import type { Route } from "next";
import { useState } from "react";
import { EmptyState } from "@/components/feedback/empty-state";
import { QueryPanel } from "@/components/feedback/query-panel";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCountOf, formatDay, formatUsd } from "@/lib/format";
import { peopleQueries } from "@/lib/people/queries";
import type { CohortRow } from "@/lib/people/schema";
import { useRead } from "@/lib/query/use-read";

const NewDialog = dynamic(
  () => import("./new-cohort-dialog").then((module) => module.NewCohortDialog),
  { ssr: false },
);

/** The lists of people whose spending the viewer looks at together. */
export function CohortsView() {
  const [isMaking, setIsMaking] = useState(false);
  const query = useRead(peopleQueries.list.options({}));
  const canCreate = query.data?.data.can_create ?? false;
  const create = (
    <Button onClick={() => setIsMaking(true)}>
      <Plus aria-hidden />
      New cohort
    </Button>
  );
  return (
    <>
      <PageHeader title="People" controls={{ filters: canCreate && create }} />
      <PageBody>
        <QueryPanel
          title="Cohorts"
          unit="USD, this budget period"
          isFlush
          query={query}
          skeleton={<Skeleton className="m-4 h-40" />}
        >
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState
                title="No cohorts yet"
                hint={
                  canCreate
                    ? "Import a bootcamp or a team from a spreadsheet, or add people by hand."
                    : "Cohorts that are shared with you appear here."
                }
                action={canCreate && create}
              />
            ) : (
              <ul className="divide-y border-t">
                {items.map((cohort) => (
                  <CohortLine key={cohort.cohort_id} cohort={cohort} />
                ))}
              </ul>
            )
          }
        </QueryPanel>
      </PageBody>
      {isMaking && <NewDialog onClose={() => setIsMaking(false)} />}
    </>
  );
}

function CohortLine({ cohort }: { cohort: CohortRow }) {
  return (
    <li>
      <Link
        href={`/people/${cohort.cohort_id}` as Route}
        className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-3 -outline-offset-2 hover:bg-muted/60"
      >
        <span className="min-w-0 truncate font-medium max-sm:basis-full sm:flex-1">
          {cohort.name}
        </span>
        <span className="text-sm text-muted-foreground">
          {formatCountOf(cohort.participants, "person", "people")}
        </span>
        <span className="ml-auto font-medium sm:w-28 sm:text-right">
          {formatUsd(cohort.total_usd)}
        </span>
        <span className="w-full text-xs text-muted-foreground">
          {cohort.is_own ? "Yours" : `Of ${cohort.owner_name ?? "nobody"}`}
          {!cohort.can_edit && ", to look at"} · made {formatDay(cohort.created_at.slice(0, 10))}
        </span>
      </Link>
    </li>
  );
}
