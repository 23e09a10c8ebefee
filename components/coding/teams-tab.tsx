"use client";

import { codingQueries } from "@/lib/coding/queries";
import { useRead } from "@/lib/query/use-read";
import { DaysChart } from "./days-chart";
import { COST, DEVELOPERS } from "./measures";
import { SplitChart } from "./split-chart";
import { SplitTable } from "./split-table";
import type { CodingUrlState } from "./use-coding-url";

/** What each team spends, and who in it. */
export function TeamsTab({ url }: { url: CodingUrlState }) {
  const asked = { ...url.question, by: "tenant" } as const;
  const teams = useRead(codingQueries.split.options(asked));
  const shared = {
    nameHeader: "Team",
    query: teams,
    csvHref: codingQueries.split.toCsvPath(asked),
    onSelect: (id: string) => url.toggleFilter("tenant", id),
  };
  return (
    <>
      <div className="grid gap-4 xl:grid-cols-2 [&>*]:min-w-0">
        <SplitChart {...shared} title="Cost by team" measure={COST} />
        <SplitChart {...shared} title="Active developers by team" measure={DEVELOPERS} />
      </div>
      <DaysChart title="Cost per day by team" by="tenant" url={url} />
      <SplitTable title="Teams" nameHeader="Team" by="tenant" url={url} />
      <SplitTable title="Developers" nameHeader="Person" by="person" url={url} />
    </>
  );
}
