"use client";

import { Download } from "lucide-react";
import { Panel } from "@/components/feedback/panel";
import { QueryError } from "@/components/feedback/query-error";
import { SearchInput } from "@/components/filters/search-input";
import { useDebounced } from "@/components/filters/use-debounced";
import { DataTable } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import { INTENTS, TIERS } from "@/lib/analytics/board-schema";
import { INTENT_LABELS, TIER_LABELS } from "@/lib/analytics/dimensions";
import { insightQueries } from "@/lib/analytics/queries";
import { toBoardColumns } from "./board-columns";
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
          <div className="flex flex-wrap items-center gap-2">
            <SearchInput
              label="Search people"
              placeholder="Search people"
              value={url.q}
              onChange={url.setSearch}
            />
            <NativeSelect
              aria-label="Tier"
              value={tier ?? ""}
              onChange={(event) => url.setTier(event.target.value)}
            >
              <option value="">All tiers</option>
              {TIERS.map((one) => (
                <option key={one} value={one}>
                  {TIER_LABELS[one]}
                </option>
              ))}
            </NativeSelect>
            <NativeSelect
              aria-label="Usage intent"
              value={intent ?? ""}
              onChange={(event) => url.setIntent(event.target.value)}
            >
              <option value="">All intents</option>
              {INTENTS.map((one) => (
                <option key={one} value={one}>
                  {INTENT_LABELS[one]}
                </option>
              ))}
            </NativeSelect>
            <Button asChild variant="outline" className="ml-auto">
              <a href={insightQueries.leaderboard.toCsvPath(asked)} download>
                <Download aria-hidden className="text-muted-foreground" />
                CSV
              </a>
            </Button>
          </div>
        }
      />
    </Panel>
  );
}
