"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/table/data-table";
import type { BudgetList, BudgetRow } from "@/lib/budgets/schema";
import { toBudgetKey } from "@/lib/budgets/target";
import { type BudgetSelection, toBudgetColumns } from "./budget-columns";
import type { BudgetsUrlState } from "./use-budgets-url-state";
import { SearchInput } from "@/components/filters/search-input";
import { Button } from "@/components/ui/button";
import { ChoiceGroup } from "@/components/ui/toggle-group";
import { formatCount } from "@/lib/format";

const STATE_WORDS = {
  all: "All",
  exceeded: "Exceeded",
  warning: "80%+",
  ok: "Within",
  none: "No limit",
  blocked: "Blocked",
} as const;
const TAB_WORDS = {
  attention: "Attention",
  tenant: "Tenants",
  agent: "Agents",
  account: "People",
  all: "All",
} as const;

interface BudgetFiltersProps {
  url: BudgetsUrlState;
  counts: BudgetList["counts"] | undefined;
}

/** Tabs, search and state; the counts say what each state holds under the search. */
function BudgetFilters({ url, counts }: BudgetFiltersProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <ChoiceGroup
        label="Which budgets"
        value={url.tab}
        onChange={url.setTab}
        options={TAB_WORDS}
        renderMark={(tab) =>
          tab === "attention" &&
          counts && <span className="text-muted-foreground">{formatCount(counts.attention)}</span>
        }
      />
      <SearchInput
        label="Search budgets by name, tenant or id"
        placeholder="Search name, tenant or id"
        value={url.q}
        onChange={url.setSearch}
      />
      {url.state !== "attention" && (
        <ChoiceGroup
          label="State"
          value={url.state}
          onChange={url.setState}
          options={STATE_WORDS}
          renderMark={(state) =>
            counts && <span className="text-muted-foreground">{formatCount(counts[state])}</span>
          }
        />
      )}
      {url.tenant !== "" && (
        <Button variant="outline" size="sm" onClick={url.clearTenant}>
          One tenant only: show all
        </Button>
      )}
    </div>
  );
}

interface BudgetsTableProps {
  /** Undefined while the first answer is under way. */
  list: BudgetList | undefined;
  url: BudgetsUrlState;
  selection: BudgetSelection | null;
  onOpen: (row: BudgetRow) => void;
}

const CALM = {
  emptyTitle: "No budget needs attention",
  emptyHint: "None is over 80 % of its limit, blocked, or running out before its reset.",
};
const NARROWED = {
  emptyTitle: "No budget is like this",
  emptyHint: "Try a part of the name, another state or tab, or all tenants.",
};
const NOTHING = {
  emptyTitle: "No budget to show",
  emptyHint: "Budgets are here once LiteLLM was read, for the tenants and people that you may see.",
};

/** A page of budgets, searched, narrowed, sorted and paged on the server. */
export function BudgetsTable({ list, url, selection, onOpen }: BudgetsTableProps) {
  const columns = useMemo(() => toBudgetColumns(selection, onOpen), [selection, onOpen]);
  const isNarrowed = url.q !== "" || url.state !== "all" || url.kind !== "all" || url.tenant !== "";
  const isCalm = url.state === "attention" && url.q === "";
  return (
    <DataTable
      label="Budgets of tenants, agents and accounts"
      columns={columns}
      rows={list?.items ?? []}
      rowKey={toBudgetKey}
      isLoading={list === undefined}
      sort={{ columnId: url.sort, order: url.order }}
      onSortChange={url.setSort}
      pageSize={list?.page_size}
      serverPaging={{ page: url.page, total: list?.total ?? 0, onPageChange: url.setPage }}
      onOpenRow={onOpen}
      {...(isCalm ? CALM : isNarrowed ? NARROWED : NOTHING)}
      toolbar={<BudgetFilters url={url} counts={list?.counts} />}
    />
  );
}
