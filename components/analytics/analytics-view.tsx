"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { RefreshButton } from "@/components/layout/refresh-button";
import { ANALYTICS_KEY, insightQueries } from "@/lib/analytics/queries";
import { AnalyticsTabs } from "./analytics-tabs";
import { BoardPicker } from "./board-picker";
import { CliTab } from "./cli-tab";
import { FilterLine } from "./filter-line";
import { InsightsTab } from "./insights-tab";
import { LeaderboardTab } from "./leaderboard-tab";
import { MySpendingLink } from "./my-spending-link";
import { PeriodPicker } from "./period-picker";
import { SavedViews } from "./saved-views";
import { useAnalyticsUrl } from "./use-analytics-url";
import { WhoFilter } from "./who-filter";

/** How a company's people use AI: insights, command line, leaderboard, under one set of filters. */
export function AnalyticsView() {
  const url = useAnalyticsUrl();
  const client = useQueryClient();
  const isBoard = url.tab === "leaderboard";
  const overview = useQuery(insightQueries.overview.options(isBoard ? url.board : null));
  const spending = useQuery(insightQueries.spending.options(isBoard ? null : url.filters));
  const main = isBoard ? overview : spending;
  const controls = {
    range: isBoard ? undefined : <PeriodPicker url={url} />,
    compare: <SavedViews />,
    filters: <WhoFilter url={url} />,
    freshness: <FreshnessBadge snapshot={main.data?.snapshot} source="the analytics API" />,
    refresh: (
      <RefreshButton
        isRefreshing={main.isFetching}
        onRefresh={() => void client.invalidateQueries({ queryKey: ANALYTICS_KEY })}
      />
    ),
  };
  return (
    <>
      <PageHeader title="Analytics" activeCount={url.filterCount} controls={controls} />
      <PageBody>
        <div className="flex flex-wrap-reverse items-center justify-between gap-x-4 border-b">
          <AnalyticsTabs tab={url.tab} onChange={url.setTab} />
          <MySpendingLink className="ml-auto" />
        </div>
        <div className="flex flex-wrap items-center justify-between gap-2 empty:hidden">
          {isBoard && <BoardPicker url={url} overview={overview.data?.data} />}
          <FilterLine url={url} />
        </div>
        {url.tab === "insights" && <InsightsTab url={url} />}
        {url.tab === "cli" && <CliTab url={url} />}
        {isBoard && <LeaderboardTab url={url} overview={overview} />}
      </PageBody>
    </>
  );
}
