import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import { createLoader } from "nuqs/server";
import {
  analyticsSearchParams,
  toBoardParameters,
  toFilterParameters,
} from "@/components/analytics/analytics-search-params";
import type { Viewer } from "@/lib/auth/policy";
import { boardQuerySchema } from "@/lib/analytics/board-schema";
import { openLeaderboardOverview } from "@/lib/analytics/leaderboard";
import { insightQueries } from "@/lib/analytics/queries";
import { insightQuerySchema } from "@/lib/analytics/schema";
import { openSpending } from "@/lib/analytics/service";
import { openSummary } from "@/lib/analytics/summary";
import { getQueryClient } from "@/lib/query/query-client";
import { toApiAnswer } from "@/lib/usage/prefetch";

const loadSearchParams = createLoader(analyticsSearchParams);
type PageState = Awaited<ReturnType<typeof loadSearchParams>>;

async function prefetchBoard(client: QueryClient, viewer: Viewer, state: PageState) {
  const parameters = toBoardParameters(state);
  const query = boardQuerySchema.safeParse(parameters);
  if (!query.success) return;
  await client.prefetchQuery({
    queryKey: insightQueries.overview(parameters).queryKey,
    queryFn: () => toApiAnswer(openLeaderboardOverview(viewer, query.data)),
  });
}

async function prefetchInsights(client: QueryClient, viewer: Viewer, state: PageState) {
  const parameters = toFilterParameters(state);
  const query = insightQuerySchema.safeParse(parameters);
  if (!query.success) return;
  const isCli = state.tab === "cli";
  const summary = isCli ? insightQueries.cliSummary : insightQueries.summary;
  await Promise.all([
    client.prefetchQuery({
      queryKey: summary(parameters).queryKey,
      queryFn: () => toApiAnswer(openSummary(viewer, isCli ? "cli" : "platform", query.data)),
    }),
    client.prefetchQuery({
      queryKey: insightQueries.spending(parameters).queryKey,
      queryFn: () => toApiAnswer(openSpending(viewer, query.data)),
    }),
  ]);
}

/** Reads what the URL's tab shows first. When it cannot be read, the browser tries and shows the error. */
export async function prefetchAnalytics(
  viewer: Viewer,
  searchParams: PageProps<"/analytics">["searchParams"],
): Promise<QueryClient> {
  const state = await loadSearchParams(searchParams);
  const client = getQueryClient();
  if (state.tab === "leaderboard") await prefetchBoard(client, viewer, state);
  else await prefetchInsights(client, viewer, state);
  return client;
}
