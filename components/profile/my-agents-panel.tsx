"use client";

import { useQueryStates } from "nuqs";
import { CsvIconLink } from "@/components/charts/csv-icon-link";
import { QueryPanel } from "@/components/feedback/query-panel";
import { DataTable } from "@/components/table/data-table";
import type { TableSort } from "@/components/table/table-columns";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCountOf, formatUsd } from "@/lib/format";
import { usageQueries } from "@/lib/usage/queries";
import { MY_AGENT_COLUMNS } from "./my-agents-columns";
import { AGENT_SORTS, profileSearchParams, type HistoryLength } from "./profile-search-params";
import { useRead } from "@/lib/query/use-read";

const { sort, order } = profileSearchParams;

/** What the viewer's own agents cost: the keys that LiteLLM gives to the viewer's e-mail. */
export function MyAgentsPanel({ days }: { days: HistoryLength }) {
  const [sorting, setSorting] = useQueryStates({ sort, order });
  const query = useRead(usageQueries.myAgents.options({ days: Number(days) }));
  function sortBy({ columnId, order: next }: TableSort) {
    const found = AGENT_SORTS.find((one) => one === columnId);
    if (found) void setSorting({ sort: found, order: next });
  }
  return (
    <QueryPanel
      title="My agents"
      unit={`cost of the last ${days} days, UTC`}
      query={query}
      isFlush
      skeleton={<Skeleton className="mx-4 mb-4 h-24" />}
      isEmpty={(own) => own.items.length === 0}
      isFolded
      emptyTitle="No agent is yours"
      emptyHint="An agent is yours where LiteLLM names your e-mail address as the user of its key."
      actions={
        <CsvIconLink
          title="My agents"
          href={usageQueries.myAgents.toCsvPath({ days: Number(days) })}
        />
      }
    >
      {(own) => (
        <DataTable
          label="My agents and what they cost"
          columns={MY_AGENT_COLUMNS}
          rows={own.items}
          rowKey={(row) => `${row.tenant_id} ${row.agent_id}`}
          sort={{ columnId: sorting.sort, order: sorting.order }}
          onSortChange={sortBy}
          hasPaging={own.items.length > 20}
          toolbar={
            <p className="text-xs text-muted-foreground">
              {formatCountOf(own.items.length, "agent")}, {formatUsd(own.total_cost_usd)} together:
              keys in your name. Their calls may be in your accounts too, so do not add the two.
            </p>
          }
        />
      )}
    </QueryPanel>
  );
}
