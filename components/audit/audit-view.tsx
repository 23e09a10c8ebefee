"use client";

import { Download } from "lucide-react";
import { useMemo } from "react";
import { Panel } from "@/components/feedback/panel";
import { QueryError } from "@/components/feedback/query-error";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { auditQueries, type AuditScope } from "@/lib/audit/queries";
import { toAuditColumns } from "./audit-columns";
import { AuditFilters } from "./audit-filters";
import { useAuditUrlState } from "./use-audit-url-state";
import { useRead } from "@/lib/query/use-read";

/** Who changed what, when and why; nothing here can be altered by anybody. */
export function AuditView() {
  const url = useAuditUrlState();
  const query = useRead(auditQueries.page.options({ ...url.scope, cursor: url.cursor }));
  const log = query.data?.data;
  const columns = useMemo(() => toAuditColumns(url.setFilter), [url.setFilter]);
  return (
    <>
      <PageHeader
        title="Audit log"
        activeCount={url.isFiltered ? 1 : 0}
        controls={{ export: <ExportLinks scope={url.scope} /> }}
      />
      <PageBody>
        <Panel title="Entries" isTitleHidden isFlush isReloading={query.isFetching && !!log}>
          <QueryError query={query} className={log && "mt-3"} />
          {(log !== undefined || !query.error) && (
            <>
              <DataTable
                label="Entries of the audit log, newest first"
                columns={columns}
                rows={log?.items ?? []}
                rowKey={(entry) => entry.entry_id}
                isLoading={query.isPending}
                sort={null}
                onSortChange={() => undefined}
                pageSize={log?.items.length || 1}
                hasPaging={false}
                toolbar={
                  <AuditFilters
                    url={url}
                    actors={log?.actors ?? []}
                    actions={log?.actions ?? []}
                    entityKinds={log?.entity_kinds ?? []}
                  />
                }
                emptyTitle={url.isFiltered ? "No entry fits" : "Nothing was changed yet"}
                emptyHint="Every change of budgets, accounts and tokens is recorded here."
              />
              <nav
                aria-label="Pages of the audit log"
                className="flex justify-end gap-2 border-t px-4 py-2"
              >
                <Button
                  variant="outline"
                  size="sm"
                  disabled={url.cursor === ""}
                  onClick={() => url.setCursor("")}
                >
                  Newest
                </Button>
                <Button
                  variant="outline"
                  size="sm"
                  disabled={!log?.next_cursor}
                  onClick={() => url.setCursor(log?.next_cursor ?? "")}
                >
                  Older
                </Button>
              </nav>
            </>
          )}
        </Panel>
      </PageBody>
    </>
  );
}

function ExportLinks({ scope }: { scope: AuditScope }) {
  return (["csv", "jsonl"] as const).map((format) => (
    <Button key={format} asChild variant="outline">
      <a href={auditQueries.file.toPath({ ...scope, format })} download>
        <Download aria-hidden className="text-muted-foreground" />
        {format === "csv" ? "CSV" : "JSON Lines"}
      </a>
    </Button>
  ));
}
