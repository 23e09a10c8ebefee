"use client";

import { useState } from "react";
import { CsvIconLink } from "@/components/charts/csv-icon-link";
import { QueryPanel } from "@/components/feedback/query-panel";
import { DataTable } from "@/components/table/data-table";
import type { TableColumn, TableSort } from "@/components/table/table-columns";
import { Skeleton } from "@/components/ui/skeleton";
import { formatDateTime } from "@/lib/format";
import { insightQueries, type InsightParameters } from "@/lib/analytics/queries";
import type { InsightTableName, TableRow } from "@/lib/analytics/schema";
import { useRead } from "@/lib/query/use-read";
import { toNothingCounted } from "./empty-words";

interface NamedTableProps {
  title: string;
  name: InsightTableName;
  filters: InsightParameters;
  columns: readonly TableColumn<TableRow>[];
  firstSort: string;
  className?: string;
}

const PAGE_SIZE = 8;

/** One of the upstream's tables for a fixed period, or why there is none for these filters. */
export function NamedTable(props: NamedTableProps) {
  const { title, name, filters, columns } = props;
  const [sort, setSort] = useState<TableSort>({ columnId: props.firstSort, order: "desc" });
  const query = useRead(insightQueries.table.options({ ...filters, table: name }));
  const table = query.data?.data;
  return (
    <QueryPanel
      title={title}
      query={query}
      isFlush
      skeleton={<Skeleton className="mx-4 mb-4 h-56" />}
      isEmpty={(data) => data.rows.length === 0}
      {...toNothingCounted(table?.unavailable)}
      className={props.className}
    >
      {({ rows, window }) => (
        <DataTable
          label={title}
          columns={[...columns]}
          rows={rows}
          rowKey={(row) => JSON.stringify([row.name, row.labels])}
          sort={sort}
          onSortChange={setSort}
          pageSize={PAGE_SIZE}
          toolbar={
            <div className="flex items-center gap-2">
              {window && (
                <p className="text-xs text-muted-foreground">
                  Since {formatDateTime(window.from)}, read {formatDateTime(window.read_at)}
                </p>
              )}
              <CsvIconLink
                title={title}
                href={insightQueries.table.toCsvPath({ ...filters, table: name })}
                className="ml-auto"
              />
            </div>
          }
        />
      )}
    </QueryPanel>
  );
}
