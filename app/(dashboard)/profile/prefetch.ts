import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import { createLoader } from "nuqs/server";
import { profileSearchParams } from "@/components/profile/profile-search-params";
import { requireViewer } from "@/lib/auth/session";
import { getQueryClient } from "@/lib/query/query-client";
import { spendingQueries } from "@/lib/spending/queries";
import { openMyHistory, openMySpending } from "@/lib/spending/service";
import { toApiAnswer } from "@/lib/usage/prefetch";

const loadSearchParams = createLoader(profileSearchParams);

/** Reads the viewer's own spending and its history. What cannot be read is left to the browser. */
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
  ]);
  return client;
}
