import type { Metadata } from "next";
import { Suspense } from "react";
import { PageSkeleton } from "@/components/layout/page-skeleton";
import { CohortsView } from "@/components/people/cohorts-view";
import { FiguresMark } from "@/components/layout/figures-mark";
import { HydrateQueries } from "@/lib/query/hydrate";
import { prefetchCohorts } from "./prefetch";

export const metadata: Metadata = { title: "People" };

export default function PeoplePage() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Cohorts />
    </Suspense>
  );
}

async function Cohorts() {
  return (
    <HydrateQueries client={await prefetchCohorts()}>
      <CohortsView />
      <FiguresMark />
    </HydrateQueries>
  );
}
