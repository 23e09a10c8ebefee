"use client";

import dynamic from "next/dynamic";
import { QueryError } from "@/components/feedback/query-error";
import { PendingNotice } from "@/components/feedback/pending-notice";
import { Panel } from "@/components/feedback/panel";
import { PageBody } from "@/components/layout/page-body";
import { PageMessage } from "@/components/layout/page-message";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiError } from "@/lib/http/api-client";
import { peopleQueries } from "@/lib/people/queries";
import { toHiddenWords } from "@/lib/people/words";
import { AttentionLine } from "./attention-line";
import { BreakdownChart, DistributionChart, TopChart } from "./cohort-charts";
import { CohortCards } from "./cohort-cards";
import { CohortHeader } from "./cohort-header";
import { ComparePanel } from "./compare-panel";
import { PeopleTable } from "./people-table";
import { toPeopleScope } from "./people-search-params";
import { ProjectionPanel } from "./projection-panel";
import { usePeopleUrlState } from "./use-people-url-state";
import { useRead } from "@/lib/query/use-read";

const PersonDialog = dynamic(
  () => import("./person-dialog").then((module) => module.PersonDialog),
  {
    ssr: false,
  },
);

/** One cohort: what its people spend, from what was read last. */
export function CohortView({ cohortId }: { cohortId: string }) {
  const url = usePeopleUrlState();
  const detail = useRead(peopleQueries.detail.options({ cohortId }));
  const table = useRead(peopleQueries.page.options({ cohortId, ...toPeopleScope(url) }));
  if (detail.error instanceof ApiError && detail.error.status === 404) {
    return (
      <PageMessage title="No such cohort, or it is not shared with you">
        Check the address, or ask its owner to share it with you.
      </PageMessage>
    );
  }
  const cohort = detail.data?.data;
  return (
    <>
      <CohortHeader cohortId={cohortId} detail={detail} url={url} />
      <PageBody>
        <PendingNotice query={table} />
        <QueryError query={detail} />
        {toHiddenWords(cohort?.hidden ?? 0).map((words) => (
          <p key={words} role="note" className="text-sm text-muted-foreground">
            {words}. An administrator can share the cohort whole.
          </p>
        ))}
        {!cohort && detail.isPending && <Skeleton className="h-56 rounded-xl!" />}
        {cohort && <CohortCards summary={cohort.summary} isNarrowed={url.isNarrowed} />}
        {cohort && <AttentionLine counts={cohort.summary.attention} url={url} />}
        {cohort && (
          <div className="grid items-stretch gap-4 lg:grid-cols-[1fr_2fr]">
            <ProjectionPanel summary={cohort.summary} isNarrowed={url.isNarrowed} />
            <DistributionChart query={detail} cohortId={cohortId} isNarrowed={url.isNarrowed} />
          </div>
        )}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <TopChart {...{ query: detail, cohortId, url }} />
          <BreakdownChart {...{ query: detail, cohortId, url }} />
        </div>
        <Panel title="People" isFlush isReloading={table.isFetching && !!table.data}>
          <QueryError query={table} />
          <PeopleTable page={table.data?.data} url={url} />
        </Panel>
        <ComparePanel cohortId={cohortId} canEdit={cohort?.can_edit ?? false} />
      </PageBody>
      {url.person !== null && (
        <PersonDialog cohortId={cohortId} personId={url.person} onClose={url.closePerson} />
      )}
    </>
  );
}
