import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import {
  analyticsSearchParams,
  toBoardParameters,
  toFilterParameters,
} from "@/components/analytics/analytics-search-params";
import { AnalyticsView } from "@/components/analytics/analytics-view";
import { NotConfigured } from "@/components/analytics/not-configured";
import { hasAnalytics } from "@/lib/analytics/configured";
import { insightReads } from "@/lib/analytics/reads";
import { canReadAdministration } from "@/lib/auth/policy";
import { requireViewer } from "@/lib/auth/session";
import { WithAnswers } from "@/lib/http/with-answers";

export const metadata: Metadata = { title: "Analytics" };

const loadUrl = createLoader(analyticsSearchParams);

export default async function AnalyticsPage({ searchParams }: PageProps<"/analytics">) {
  const [viewer, url] = await Promise.all([requireViewer(), loadUrl(searchParams)]);
  if (!(await hasAnalytics())) {
    return <NotConfigured isAdmin={canReadAdministration(viewer)} />;
  }
  const filters = toFilterParameters(url, new Date());
  const asks = {
    insights: [insightReads.summary.ask(filters), insightReads.spending.ask(filters)],
    cli: [insightReads.cliSummary.ask(filters), insightReads.spending.ask(filters)],
    leaderboard: [insightReads.overview.ask(toBoardParameters(url))],
  }[url.tab];
  return (
    <WithAnswers viewer={viewer} asks={asks}>
      <AnalyticsView />
    </WithAnswers>
  );
}
