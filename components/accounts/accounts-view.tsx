"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { Panel } from "@/components/feedback/panel";
import { QueryError } from "@/components/feedback/query-error";
import { useDebounced } from "@/components/filters/use-debounced";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { DataTable } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { accountQueries } from "@/lib/access/queries";
import type { AccountRow } from "@/lib/access/schema";
import { toAccountColumns } from "./account-columns";
import { AccountDialog } from "./account-dialog";
import { AccountsToolbar } from "./accounts-toolbar";
import { useAccountsUrlState } from "./use-accounts-url-state";

/** Who can sign in and what each may see; auditors look only. */
export function AccountsView({ canChange }: { canChange: boolean }) {
  const url = useAccountsUrlState();
  const [open, setOpen] = useState<AccountRow | "new" | null>(null);
  const { role, state, page } = url;
  const query = useQuery(
    accountQueries.list.options({ q: useDebounced(url.q.trim()), role, state, page }),
  );
  const list = query.data?.data;
  const columns = useMemo(() => toAccountColumns(canChange ? setOpen : null), [canChange]);
  const isFiltered = url.q !== "" || role !== "all" || state !== "all";
  return (
    <>
      <PageHeader
        title="Accounts"
        controls={{
          refresh: canChange && (
            <Button onClick={() => setOpen("new")}>
              <Plus aria-hidden />
              New account
            </Button>
          ),
        }}
      />
      <PageBody>
        <Panel title="Accounts" isTitleHidden isFlush isReloading={query.isFetching && !!list}>
          <QueryError query={query} className={list && "mt-3"} />
          {(list !== undefined || !query.error) && (
            <DataTable
              label="Accounts by e-mail"
              columns={columns}
              rows={list?.items ?? []}
              rowKey={(account) => account.user_id}
              isLoading={query.isPending}
              sort={null}
              onSortChange={() => undefined}
              onOpenRow={canChange ? setOpen : undefined}
              pageSize={list?.page_size}
              serverPaging={{ page, total: list?.total ?? 0, onPageChange: url.setPage }}
              toolbar={<AccountsToolbar url={url} />}
              emptyTitle={isFiltered ? "No account fits" : "No accounts yet"}
              emptyHint="Try a part of the e-mail, or choose all roles and states."
            />
          )}
        </Panel>
      </PageBody>
      {open && (
        <AccountDialog account={open === "new" ? null : open} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
