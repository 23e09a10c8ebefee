"use client";

import { debounce, useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { SearchInput } from "@/components/filters/search-input";
import { useDebounced } from "@/components/filters/use-debounced";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { RefreshButton } from "@/components/layout/refresh-button";
import { NativeSelect } from "@/components/ui/native-select";
import { tokenQueries } from "@/lib/tokens/queries";
import type { TokenRow } from "@/lib/tokens/schema";
import { RevokeTokenDialog } from "./revoke-token-dialog";
import { toTokenColumns } from "./token-columns";
import { allTokensSearchParams, TOKEN_STATES } from "./tokens-search-params";
import { TokensPanel } from "./tokens-panel";
import { useRead } from "@/lib/query/use-read";

const TYPING_MS = 250;
const STATE_LABELS = { all: "All states", active: "Active", ended: "Expired or revoked" } as const;

/** Everybody's API tokens, for those who run the portal; auditors look only. */
export function AllTokensView({ canRevoke }: { canRevoke: boolean }) {
  const [{ q, state, page }, setUrl] = useQueryStates(allTokensSearchParams);
  const [revoking, setRevoking] = useState<TokenRow | null>(null);
  const search = useDebounced(q.trim());
  const query = useRead(
    tokenQueries.everybodys.options({ q: search, state, page: Math.max(1, page) }),
  );
  const columns = useMemo(
    () => toTokenColumns({ hasOwner: true, onRevoke: canRevoke ? setRevoking : null }),
    [canRevoke],
  );
  return (
    <>
      <PageHeader
        title="API tokens"
        controls={{
          refresh: (
            <RefreshButton isRefreshing={query.isFetching} onRefresh={() => void query.refetch()} />
          ),
        }}
      />
      <PageBody>
        <TokensPanel
          label="Everybody's API tokens, newest first"
          columns={columns}
          query={query}
          page={Math.max(1, page)}
          onPageChange={(next) => void setUrl({ page: next }, { history: "push" })}
          toolbar={
            <div className="flex flex-wrap items-center gap-2">
              <SearchInput
                label="Search tokens by owner or name"
                placeholder="Search owner or name"
                value={q}
                onChange={(text) =>
                  void setUrl(
                    { q: text, page: 1 },
                    { limitUrlUpdates: debounce(text === "" ? 0 : TYPING_MS) },
                  )
                }
              />
              <NativeSelect
                aria-label="State"
                value={state}
                onChange={(event) => {
                  const chosen = TOKEN_STATES.find((one) => one === event.target.value);
                  void setUrl({ state: chosen ?? "all", page: 1 });
                }}
              >
                {TOKEN_STATES.map((one) => (
                  <option key={one} value={one}>
                    {STATE_LABELS[one]}
                  </option>
                ))}
              </NativeSelect>
            </div>
          }
          emptyTitle={q || state !== "all" ? "No token fits" : "No tokens yet"}
          emptyHint="People make their own under API tokens in the account menu."
        />
      </PageBody>
      {revoking && <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}
