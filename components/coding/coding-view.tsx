"use client";

import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import { PendingNotice } from "@/components/feedback/pending-notice";
import { DayRangeNotice } from "@/components/filters/day-range-notice";
import { RangePicker } from "@/components/filters/range-picker";
import { DEFAULT_RANGE } from "@/components/filters/resolve-range";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { PageTabs } from "@/components/layout/page-tabs";
import { RefreshButton } from "@/components/layout/refresh-button";
import { CODING_KEY, codingQueries } from "@/lib/coding/queries";
import { useRead } from "@/lib/query/use-read";
import { BurnTab } from "./burn-tab";
import { TABS, type CodingTab } from "./coding-search-params";
import { FilterLine } from "./filter-line";
import { FilterMenu } from "./filter-menu";
import { OverviewTab } from "./overview-tab";
import { SessionsTab } from "./sessions-tab";
import { TeamsTab } from "./teams-tab";
import { useCodingUrl } from "./use-coding-url";

const SessionDialog = dynamic(
  () => import("./session-dialog").then((module) => module.SessionDialog),
  { ssr: false },
);

const LABELS: Record<CodingTab, string> = {
  overview: "Overview",
  teams: "By team",
  burn: "Burn rate",
  sessions: "Sessions",
};

/** What coding agents cost, whoever they run for and whichever way their calls went. */
export function CodingView() {
  const url = useCodingUrl();
  const client = useQueryClient();
  const isLive = url.tab === "burn";
  const summary = useRead(codingQueries.summary.options(isLive ? null : url.question));
  const burn = useRead(codingQueries.burn.options(isLive ? url.filters : null));
  const main = isLive ? burn : summary;
  const controls = {
    range: isLive ? undefined : (
      <RangePicker range={url.resolved} today={url.today} onChange={url.setRange} />
    ),
    filters: <FilterMenu url={url} />,
    freshness: <FreshnessBadge snapshot={main.data?.snapshot} source="coding agents" />,
    refresh: (
      <RefreshButton
        isRefreshing={main.isFetching}
        onRefresh={() => void client.invalidateQueries({ queryKey: CODING_KEY })}
      />
    ),
  };
  const changed = url.filterCount + Number(url.resolved.preset !== DEFAULT_RANGE);
  return (
    <>
      <PageHeader title="Coding agents" activeCount={changed} controls={controls} />
      <PageBody>
        {!isLive && <PendingNotice query={summary} />}
        <DayRangeNotice range={url.resolved} today={url.today} onChange={url.setRange} />
        <PageTabs
          label="Coding agents"
          tabs={TABS}
          names={LABELS}
          tab={url.tab}
          onChange={url.setTab}
          className="border-b"
        />
        <FilterLine url={url} />
        {url.tab === "overview" && <OverviewTab url={url} summary={summary} />}
        {url.tab === "teams" && <TeamsTab url={url} />}
        {isLive && <BurnTab url={url} burn={burn} />}
        {url.tab === "sessions" && <SessionsTab url={url} />}
        {url.session !== "" && <SessionDialog url={url} />}
      </PageBody>
    </>
  );
}
