import type { Metadata } from "next";
import { Suspense } from "react";
import { CohortSkeleton } from "@/components/people/cohort-skeleton";
import { CohortView } from "@/components/people/cohort-view";
import { FiguresMark } from "@/components/layout/figures-mark";
import { HydrateQueries } from "@/lib/query/hydrate";
import { prefetchCohort } from "./prefetch";

export const metadata: Metadata = { title: "Cohort" };

export default function CohortPage(props: PageProps<"/people/[cohortId]">) {
  return (
    <Suspense fallback={<CohortSkeleton />}>
      <Cohort {...props} />
    </Suspense>
  );
}

async function Cohort({ params, searchParams }: PageProps<"/people/[cohortId]">) {
  const { cohortId } = await params;
  const client = await prefetchCohort(cohortId, searchParams);
  return (
    <HydrateQueries client={client}>
      <CohortView cohortId={cohortId} />
      <FiguresMark />
    </HydrateQueries>
  );
}
