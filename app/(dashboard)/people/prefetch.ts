import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import { requireViewer } from "@/lib/auth/session";
import { peopleQueries } from "@/lib/people/queries";
import { listCohorts } from "@/lib/people/service";
import { getQueryClient } from "@/lib/query/query-client";
import { toPlainAnswer } from "@/lib/usage/prefetch";

/** Reads the cohorts that the viewer may see. */
export async function prefetchCohorts(): Promise<QueryClient> {
  const viewer = await requireViewer();
  const client = getQueryClient();
  await client.prefetchQuery({
    queryKey: peopleQueries.list().queryKey,
    queryFn: async () => toPlainAnswer(await listCohorts(viewer)),
  });
  return client;
}
