import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { CohortView } from "@/components/people/cohort-view";
import { peopleSearchParams, toPeopleScope } from "@/components/people/people-search-params";
import { requireViewer } from "@/lib/auth/session";
import { WithAnswers } from "@/lib/http/with-answers";
import { peopleReads } from "@/lib/people/reads";

export const metadata: Metadata = { title: "Cohort" };

const loadUrl = createLoader(peopleSearchParams);

export default async function CohortPage(props: PageProps<"/people/[cohortId]">) {
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
