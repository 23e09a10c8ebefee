"use client";

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
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { AccountForm } from "./account-form";
import { SearchInput } from "@/components/filters/search-input";
import { NativeSelect } from "@/components/ui/native-select";
import { ROLE_LABELS } from "./role-labels";
import { ACCOUNT_ROLES, ACCOUNT_STATES, accountsSearchParams } from "./accounts-search-params";
import { debounce, useQueryStates } from "nuqs";
import { useRead } from "@/lib/query/use-read";

const TYPING_MS = 250;

type AccountsUrlState = ReturnType<typeof useAccountsUrlState>;

/** Search, filters and page of the list, all in the URL. */
function useAccountsUrlState() {
  const [state, setState] = useQueryStates(accountsSearchParams);
  return {
    ...state,
    page: Math.max(1, state.page),
    setSearch: (q: string) =>
      void setState({ q, page: 1 }, { limitUrlUpdates: debounce(q === "" ? 0 : TYPING_MS) }),
    setRole: (role: string) =>
      void setState({ role: ACCOUNT_ROLES.find((one) => one === role) ?? "all", page: 1 }),
    setState: (value: string) =>
      void setState({ state: ACCOUNT_STATES.find((one) => one === value) ?? "all", page: 1 }),
    setPage: (page: number) => void setState({ page }, { history: "push", scroll: true }),
  };
}

const STATE_LABELS = { all: "All states", active: "Active", disabled: "Disabled" } as const;

/** Search, role and state of the list of accounts. */
function AccountsToolbar({ url }: { url: AccountsUrlState }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput
        label="Search accounts by e-mail or name"
        placeholder="Search e-mail or name"
        value={url.q}
        onChange={url.setSearch}
      />
      <NativeSelect
        aria-label="Role"
        value={url.role}
        onChange={(event) => url.setRole(event.target.value)}
      >
        {ACCOUNT_ROLES.map((role) => (
          <option key={role} value={role}>
            {role === "all" ? "All roles" : ROLE_LABELS[role]}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        aria-label="State"
        value={url.state}
        onChange={(event) => url.setState(event.target.value)}
      >
        {ACCOUNT_STATES.map((state) => (
          <option key={state} value={state}>
            {STATE_LABELS[state]}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}

/** Who can sign in and what each may see; auditors look only. */
export function AccountsView({ canChange }: { canChange: boolean }) {
  const url = useAccountsUrlState();
  const [open, setOpen] = useState<AccountRow | "new" | null>(null);
  const { role, state, page } = url;
  const query = useRead(
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

interface AccountDialogProps {
  /** Null makes a new one. */
  account: AccountRow | null;
  onClose: () => void;
}

/** Makes or changes an account; a password that was made is shown once. */
function AccountDialog({ account, onClose }: AccountDialogProps) {
  const [made, setMade] = useState<{ email: string; password: string } | null>(null);
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <DialogTitle>{made?.email ?? account?.email ?? "New account"}</DialogTitle>
        <DialogDescription>
          {made
            ? "Hand the password over now: it is not kept and cannot be shown again."
            : "A change counts from the account's next request on and is kept in the audit log."}
        </DialogDescription>
        {made ? (
          <div className="grid gap-4">
            <code className="rounded-md border bg-muted px-2.5 py-2 text-sm select-all">
              {made.password}
            </code>
            <div className="flex justify-end">
              <Button onClick={onClose}>Done</Button>
            </div>
          </div>
        ) : (
          <AccountForm
            account={account}
            onDone={({ email }, password) =>
              password === null ? onClose() : setMade({ email, password })
            }
          />
        )}
      </DialogContent>
    </Dialog>
  );
}
