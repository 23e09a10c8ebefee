import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { CohortView } from "@/components/people/cohort-view";
import { peopleSearchParams, toPeopleScope } from "@/components/people/people-search-params";
import { requireViewer } from "@/lib/auth/session";
import { WithAnswers } from "@/lib/http/with-answers";
import { findCohortName } from "@/lib/people/cohorts";
import { peopleReads } from "@/lib/people/reads";

type CohortPageProps = PageProps<"/people/[cohortId]">;

export async function generateMetadata({ params }: CohortPageProps): Promise<Metadata> {
  const [viewer, { cohortId }] = await Promise.all([requireViewer(), params]);
  return { title: (await findCohortName(viewer, cohortId)) ?? "Cohort" };
}

const loadUrl = createLoader(peopleSearchParams);

export default async function CohortPage(props: CohortPageProps) {
  const [viewer, { cohortId }, url] = await Promise.all([
    requireViewer(),
    props.params,
    loadUrl(props.searchParams),
  ]);
  const asks = [
    peopleReads.detail.ask({ cohortId }),
    peopleReads.page.ask({ cohortId, ...toPeopleScope(url) }),
    peopleReads.snapshots.ask({ cohortId }),
  ];
  return (
    <WithAnswers viewer={viewer} asks={asks}>
      <CohortView cohortId={cohortId} />
    </WithAnswers>
  );
}
