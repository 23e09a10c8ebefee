import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import { createLoader } from "nuqs/server";
import { profileSearchParams } from "@/components/profile/profile-search-params";
import { requireViewer } from "@/lib/auth/session";
import { getQueryClient } from "@/lib/query/query-client";
import { spendingQueries } from "@/lib/spending/queries";
import { openMyHistory, openMySpending } from "@/lib/spending/service";
import { openMyAgents } from "@/lib/usage/my-agents";
import { toApiAnswer } from "@/lib/usage/prefetch";
import { ownAgentsQuery } from "@/lib/usage/my-agents-queries";

const loadSearchParams = createLoader(profileSearchParams);

/** Reads the viewer's own spending, its history and the viewer's agents. What cannot be read is left to the browser. */
export async function prefetchProfile(
  searchParams: PageProps<"/profile">["searchParams"],
): Promise<QueryClient> {
  const [viewer, state] = await Promise.all([requireViewer(), loadSearchParams(searchParams)]);
  const days = Number(state.days);
  const client = getQueryClient();
  await Promise.all([
    client.prefetchQuery({
      queryKey: spendingQueries.mine().queryKey,
      queryFn: () => toApiAnswer(openMySpending(viewer)),
    }),
    client.prefetchQuery({
      queryKey: spendingQueries.myHistory(days).queryKey,
      queryFn: () => toApiAnswer(openMyHistory(viewer, { days, format: "json" })),
    }),
    client.prefetchQuery({
      queryKey: ownAgentsQuery(days).queryKey,
      queryFn: () => toApiAnswer(openMyAgents(viewer, { days, format: "json" })),
    }),
  ]);
  return client;
}
