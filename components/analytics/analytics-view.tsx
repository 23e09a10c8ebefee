"use client";

import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import { PendingNotice } from "@/components/feedback/pending-notice";
import { RangeNotice } from "@/components/filters/range-notice";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { PageTabs } from "@/components/layout/page-tabs";
import { RefreshButton } from "@/components/layout/refresh-button";
import { PERIOD_LABELS } from "@/lib/analytics/period";
import { formatDateTime } from "@/lib/format";
import { ANALYTICS_KEY, insightQueries } from "@/lib/analytics/queries";
import { CliTab } from "./cli-tab";
import { InsightsTab } from "./insights-tab";
import { LeaderboardTab } from "./leaderboard-tab";
import { MySpendingLink } from "./my-spending-link";
import { PeriodPicker } from "./period-picker";
import { SavedViews } from "./saved-views";
import { type AnalyticsUrl, useAnalyticsUrl } from "./use-analytics-url";
import { WhoFilter } from "./who-filter";
import { type AnalyticsTab, TABS } from "./analytics-search-params";
import { NativeSelect } from "@/components/ui/native-select";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";
import type { LeaderboardOverview } from "@/lib/analytics/board-schema";
import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { usePickedPeople } from "./use-picked-names";
import { useRead } from "@/lib/query/use-read";

const InsightPersonDetail = dynamic(
  () => import("./insight-person").then((module) => module.InsightPersonDetail),
  { ssr: false },
);

const BoardPerson = dynamic(() => import("./board-person").then((module) => module.BoardPerson), {
  ssr: false,
});

/** Nothing where the time of the address is the time that is shown. */
function TimeNotice({ url }: { url: AnalyticsUrl }) {
  const { timeProblem, period } = url;
  if (timeProblem === null || period === null) return null;
  const { says, nearest } = timeProblem;
  return (
    <RangeNotice
      says={says}
      shown={PERIOD_LABELS[period]}
      nearest={
        nearest
          ? `${formatDateTime(nearest.from)} – ${formatDateTime(nearest.to)}`
          : PERIOD_LABELS[period]
      }
      onChoose={() => (nearest ? url.setCustom(nearest.from, nearest.to) : url.setPeriod(period))}
    />
  );
}

const VIEWS = [
  { view: "current", label: "Current 30 days" },
  { view: "monthly", label: "Months" },
  { view: "quarterly", label: "Quarters" },
] as const;

interface BoardPickerProps {
  url: AnalyticsUrl;
  overview: LeaderboardOverview | undefined;
}

/** Which board: the rolling one, or a closed month or quarter. */
function BoardPicker({ url, overview }: BoardPickerProps) {
  const seasons = url.view === "current" ? [] : (overview?.seasons[url.view] ?? []);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ToggleGroup
        aria-label="Which leaderboard"
        value={url.view}
        onValueChange={(next) => {
          const chosen = VIEWS.find(({ view }) => view === next);
          if (chosen) url.setBoard(chosen.view, "");
        }}
      >
        {VIEWS.map(({ view, label }) => (
          <ToggleGroupItem key={view} value={view}>
            {label}
          </ToggleGroupItem>
        ))}
      </ToggleGroup>
      {url.view !== "current" && (
        <NativeSelect
          aria-label="Season"
          value={overview?.board?.season_key ?? url.season}
          onChange={(event) => url.setBoard(url.view, event.target.value)}
        >
          {seasons.length === 0 && <option value="">No season is closed yet</option>}
          {seasons.map((season) => (
            <option key={season.season_key} value={season.season_key}>
              {season.period_label}
            </option>
          ))}
        </NativeSelect>
      )}
    </div>
  );
}

const LABELS: Record<AnalyticsTab, string> = {
  insights: "Insights",
  cli: "CLI insights",
  leaderboard: "Leaderboard",
};

/** How a company's people use AI: insights, command line, leaderboard, under one set of filters. */
export function AnalyticsView() {
  const url = useAnalyticsUrl();
  const client = useQueryClient();
  const isBoard = url.tab === "leaderboard";
  const overview = useRead(insightQueries.overview.options(isBoard ? url.board : null));
  const spending = useRead(insightQueries.spending.options(isBoard ? null : url.filters));
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
        <PendingNotice query={main} />
        {!isBoard && <TimeNotice url={url} />}
        <div className="flex flex-wrap-reverse items-center justify-between gap-x-4 border-b">
          <PageTabs
            label="Analytics"
            tabs={TABS}
            names={LABELS}
            tab={url.tab}
            onChange={url.setTab}
          />
          <MySpendingLink className="ml-auto" />
        </div>
        <div className="flex flex-wrap items-center justify-between gap-2 empty:hidden">
          {isBoard && <BoardPicker url={url} overview={overview.data?.data} />}
          <FilterLine url={url} />
        </div>
        {url.tab === "insights" && <InsightsTab url={url} />}
        {url.tab === "cli" && <CliTab url={url} />}
        {isBoard && <LeaderboardTab url={url} overview={overview} />}
        {url.who !== null &&
          (isBoard ? (
            <BoardPerson url={url} personRef={url.who} />
          ) : (
            <InsightPersonDetail url={url} personId={url.who} />
          ))}
      </PageBody>
    </>
  );
}

/** What the page is narrowed to, each with its way back; nothing without filters. */
function FilterLine({ url }: { url: AnalyticsUrl }) {
  const people = usePickedPeople(url.person);
  if (url.person.length + url.project.length === 0) return null;
  const chips = [
    ...people.map(({ id, name }) => ({
      key: `person ${id}`,
      words: `person ${name}`,
      name,
      remove: () => url.setPeople(url.person.filter((one) => one !== id)),
    })),
    ...url.project.map((name) => ({
      key: `project ${name}`,
      words: `project ${name}`,
      name,
      remove: () => url.setProjects(url.project.filter((one) => one !== name)),
    })),
  ];
  return (
    <div role="group" aria-label="Filters in use" className="flex flex-wrap items-center gap-1.5">
      <span className="text-xs text-muted-foreground">Only</span>
      {chips.map((chip) => (
        <button
          key={chip.key}
          type="button"
          onClick={chip.remove}
          aria-label={`Remove filter: ${chip.words}`}
          className="inline-flex h-6 max-w-64 items-center gap-1 rounded-md bg-brand-soft px-2 text-xs text-brand hover:bg-accent"
        >
          <span className="truncate">{chip.name}</span>
          <X aria-hidden className="size-3 shrink-0" />
        </button>
      ))}
      <Button variant="quiet" size="sm" className="h-6!" onClick={url.clearFilters}>
        Clear all
      </Button>
    </div>
  );
}
