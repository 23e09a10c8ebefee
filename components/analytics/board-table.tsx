"use client";

import { Panel } from "@/components/feedback/panel";
import { QueryError } from "@/components/feedback/query-error";
import { useDebounced } from "@/components/filters/use-debounced";
import { DataTable } from "@/components/table/data-table";
import { NativeSelect } from "@/components/ui/native-select";
import { INTENTS, TIERS } from "@/lib/analytics/board-schema";
import { INTENT_LABELS, TIER_LABELS } from "@/lib/analytics/dimensions";
import { insightQueries } from "@/lib/analytics/queries";
import { toBoardColumns } from "./board-columns";
import { SearchToolbar } from "./search-toolbar";
import type { AnalyticsUrl } from "./use-analytics-url";
import { useRead } from "@/lib/query/use-read";

/** The board's people: searched, filtered, sorted and paged on the server. */
export function BoardTable({ url }: { url: AnalyticsUrl }) {
  const { sort, order, page, tier, intent, openPerson } = url;
  const q = useDebounced(url.q.trim());
  const asked = { ...url.board, q, tier, intent, sort, order };
  const query = useRead(insightQueries.leaderboard.options({ ...asked, page }));
  const { data: answer, error, isFetching } = query;
  const list = answer?.data;
  const columns = toBoardColumns(list?.names ?? "all", (row) => openPerson(row.person_ref));
  return (
    <Panel title="Everybody on the leaderboard" isTitleHidden isFlush isReloading={isFetching}>
      <QueryError query={query} />
      <DataTable
        label="People and their scores"
        columns={columns}
        rows={list?.items ?? []}
        rowKey={(row) => row.person_ref}
        isLoading={list === undefined && !error}
        sort={{ columnId: sort ?? "rank", order: order ?? "asc" }}
        onSortChange={url.setSort}
        pageSize={list?.page_size}
        serverPaging={{ page, total: list?.total ?? 0, onPageChange: url.setPage }}
        onOpenRow={(row) => openPerson(row.person_ref)}
        emptyTitle={list?.is_withheld ? "Too few people to be shown" : "Nobody found"}
        emptyHint={
          list?.is_withheld
            ? "Names are hidden here, and so few people could be told apart by their figures."
            : "Try a part of the name, or fewer filters."
        }
        toolbar={
          <SearchToolbar
            label="Search people"
            words={url.q}
            onChange={url.setSearch}
            title="Leaderboard"
            csvHref={insightQueries.leaderboard.toCsvPath(asked)}
          >
            <Choice
              label="Tier"
              every="All tiers"
              value={tier}
              onChange={url.setTier}
              choices={TIERS.map((id) => [id, TIER_LABELS[id]])}
            />
            <Choice
              label="Usage intent"
              every="All intents"
              value={intent}
              onChange={url.setIntent}
              choices={INTENTS.map((id) => [id, INTENT_LABELS[id]])}
            />
          </SearchToolbar>
        }
      />
    </Panel>
  );
}

interface ChoiceProps {
  label: string;
  every: string;
  value: string | null;
  onChange: (value: string) => void;
  /** Id and label. */
  choices: [string, string | undefined][];
}

function Choice({ label, every, value, onChange, choices }: ChoiceProps) {
  return (
    <NativeSelect
      aria-label={label}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{every}</option>
      {choices.map(([id, words]) => (
        <option key={id} value={id}>
          {words}
        </option>
      ))}
    </NativeSelect>
  );
}
