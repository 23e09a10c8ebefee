import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import { createLoader } from "nuqs/server";
import { peopleSearchParams, toPeopleScope } from "@/components/people/people-search-params";
import { requireViewer } from "@/lib/auth/session";
import { peopleQueries } from "@/lib/people/queries";
import { openCohortDetail, openPeoplePage } from "@/lib/people/service";
import { getQueryClient } from "@/lib/query/query-client";
import { toApiAnswer } from "@/lib/usage/prefetch";

const loadSearchParams = createLoader(peopleSearchParams);

/** Reads the cohort and the page of people that the URL asks for. */
export async function prefetchCohort(
  cohortId: string,
  searchParams: PageProps<"/people/[cohortId]">["searchParams"],
): Promise<QueryClient> {
  const [viewer, state] = await Promise.all([requireViewer(), loadSearchParams(searchParams)]);
  const scope = toPeopleScope(state);
  const client = getQueryClient();
  await Promise.all([
    client.prefetchQuery({
      queryKey: peopleQueries.detail(cohortId).queryKey,
      queryFn: () => toApiAnswer(openCohortDetail(viewer, cohortId)),
    }),
    client.prefetchQuery({
      queryKey: peopleQueries.page(cohortId, scope).queryKey,
      queryFn: () => toApiAnswer(openPeoplePage(viewer, cohortId, { ...scope, format: "json" })),
    }),
  ]);
  return client;
}
