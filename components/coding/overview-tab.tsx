"use client";

import { QueryError } from "@/components/feedback/query-error";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";
import { codingQueries } from "@/lib/coding/queries";
import type { CodingSummary } from "@/lib/coding/schema";
import { useRead, type ReadResult } from "@/lib/query/use-read";
import type { CodingUrl } from "./coding-search-params";
import { DaysChart } from "./days-chart";
import { FigureCards } from "./figure-cards";
import { CALLS, COST_AND_VALUE } from "./measures";
import { toOverviewCards } from "./overview-cards";
import { SplitChart } from "./split-chart";
import { SplitTable } from "./split-table";
import type { CodingUrlState } from "./use-coding-url";

const CARDS = 10;

const GROUPS: { by: CodingUrl["by"]; label: string }[] = [
  { by: "provider", label: "By provider" },
  { by: "harness", label: "By agent" },
  { by: "model", label: "By model" },
];

function GroupToggle({ url }: { url: CodingUrlState }) {
  return (
    <ToggleGroup
      type="single"
      aria-label="Group cost per day by"
      value={url.by}
      onValueChange={(value: string) => {
        const chosen = GROUPS.find(({ by }) => by === value);
        if (chosen) url.setBy(chosen.by);
      }}
    >
      {GROUPS.map(({ by, label }) => (
        <ToggleGroupItem key={by} value={by}>
          {label}
        </ToggleGroupItem>
      ))}
    </ToggleGroup>
  );
}

interface OverviewTabProps {
  url: CodingUrlState;
  summary: ReadResult<CodingSummary>;
}

/** The whole company at a glance: cost by day, models, people, how it is paid, repositories, agents. */
export function OverviewTab({ url, summary }: OverviewTabProps) {
  const { question } = url;
  const models = useRead(codingQueries.split.options({ ...question, by: "model" }));
  const billing = useRead(codingQueries.split.options({ ...question, by: "billing" }));
  const sum = summary.data?.data;
  const toCsv = (by: "model" | "billing") => codingQueries.split.toCsvPath({ ...question, by });
  return (
    <>
      <QueryError query={summary} />
      <FigureCards
        label="Figures"
        cards={sum ? toOverviewCards(sum) : null}
        count={CARDS}
        isReloading={summary.isFetching}
      />
      <DaysChart title="Cost per day" by={url.by} url={url} controls={<GroupToggle url={url} />} />
      <div className="grid gap-4 xl:grid-cols-2 [&>*]:min-w-0">
        <SplitChart
          title="Model mix"
          nameHeader="Model"
          query={models}
          csvHref={toCsv("model")}
          measure={CALLS}
          onSelect={(id) => url.toggleFilter("model", id)}
        />
        <SplitChart
          title="How it is paid"
          nameHeader="Paid by"
          query={billing}
          csvHref={toCsv("billing")}
          measure={COST_AND_VALUE}
          onSelect={(id) => url.toggleFilter("billing", id)}
        />
        <SplitTable title="Top spenders" nameHeader="Person" by="person" url={url} />
        <SplitTable title="Metered and subscription" nameHeader="Paid by" by="billing" url={url} />
        <SplitTable title="Agents" nameHeader="Agent" by="harness" url={url} />
        <SplitTable title="Repositories" nameHeader="Repository" by="repository" url={url} />
        <SplitTable title="Environments" nameHeader="Environment" by="environment" url={url} />
        <SplitTable title="Sources" nameHeader="Charged" by="source" url={url} />
      </div>
    </>
  );
}
