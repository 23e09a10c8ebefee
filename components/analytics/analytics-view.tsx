"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { RefreshButton } from "@/components/layout/refresh-button";
import { insightQueries } from "@/lib/insights/queries";
import { AnalyticsTabs } from "./analytics-tabs";
import { BoardPicker } from "./board-picker";
import { CliTab } from "./cli-tab";
import { FilterLine } from "./filter-line";
import { InsightsTab } from "./insights-tab";
import { LeaderboardTab } from "./leaderboard-tab";
import { PeriodPicker } from "./period-picker";
import { SavedViews } from "./saved-views";
import { useAnalyticsUrl } from "./use-analytics-url";
import { WhoFilter } from "./who-filter";

/** How a company's people use AI: insights, command line, leaderboard, under one set of filters. */
export function AnalyticsView() {
  const url = useAnalyticsUrl();
  const client = useQueryClient();
  const isBoard = url.tab === "leaderboard";
  const overview = useQuery({ ...insightQueries.overview(url.board), enabled: isBoard });
  const spending = useQuery({ ...insightQueries.spending(url.filters), enabled: !isBoard });
  const main = isBoard ? overview : spending;
  const controls = {
    range: isBoard ? undefined : <PeriodPicker url={url} />,
    compare: <SavedViews />,
    filters: <WhoFilter url={url} />,
    freshness: <FreshnessBadge snapshot={main.data?.snapshot} source="the analytics API" />,
    refresh: (
      <RefreshButton
        isRefreshing={main.isFetching}
        onRefresh={() => void client.invalidateQueries({ queryKey: insightQueries.all })}
      />
    ),
  };
  return (
    <>
      <PageHeader title="Analytics" activeCount={url.filterCount} controls={controls} />
      <PageBody>
        <AnalyticsTabs tab={url.tab} onChange={url.setTab} />
        <div className="flex flex-wrap items-center justify-between gap-2">
          {isBoard ? (
            <BoardPicker url={url} overview={overview.data?.data} />
          ) : (
            <p className="text-xs text-muted-foreground">
              Looking for your own budget?{" "}
              <Link href="/profile" className="text-brand hover:underline">
                Your spending is on your profile
              </Link>
              .
            </p>
          )}
          <FilterLine url={url} />
        </div>
        {url.tab === "insights" && <InsightsTab url={url} />}
        {url.tab === "cli" && <CliTab url={url} />}
        {isBoard && <LeaderboardTab url={url} overview={overview} />}
      </PageBody>
    </>
  );
}
