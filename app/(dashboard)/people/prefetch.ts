import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import { requireViewer } from "@/lib/auth/session";
import type { ApiAnswer } from "@/lib/http/api-client";
import { peopleQueries } from "@/lib/people/queries";
import type { CohortList } from "@/lib/people/schema";
import { listCohorts } from "@/lib/people/service";
import { getQueryClient } from "@/lib/query/query-client";

/** A list without an age of its own. */
const PLAIN = {
  bound: null,
  snapshot: { asOf: null, state: "fresh", version: null, reason: null },
} as const;

/** Reads the cohorts that the viewer may see. */
export async function prefetchCohorts(): Promise<QueryClient> {
  const viewer = await requireViewer();
  const client = getQueryClient();
  await client.prefetchQuery({
    queryKey: peopleQueries.list().queryKey,
    queryFn: async (): Promise<ApiAnswer<CohortList>> => ({
      ...PLAIN,
      data: await listCohorts(viewer),
    }),
  });
  return client;
}
