"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { parseAsInteger, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import type { ApiScope } from "@/lib/auth/policy";
import { tokenQueries } from "@/lib/tokens/queries";
import type { TokenRow } from "@/lib/tokens/schema";
import { NewTokenDialog } from "./new-token-dialog";
import { RevokeTokenDialog } from "./revoke-token-dialog";
import { toTokenColumns } from "./token-columns";
import { TokensPanel } from "./tokens-panel";

/** The viewer's own API tokens: make one, see when each was used, end it. */
export function OwnTokensView({ grantable }: { grantable: readonly ApiScope[] }) {
  const [page, setPage] = useQueryState("page", parseAsInteger.withDefault(1));
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<TokenRow | null>(null);
  const query = useQuery(tokenQueries.own.options({ page }));
  const columns = useMemo(() => toTokenColumns({ hasOwner: false, onRevoke: setRevoking }), []);
  return (
    <>
      <PageHeader
        title="API tokens"
        controls={{
          refresh: (
            <Button onClick={() => setCreating(true)}>
              <Plus aria-hidden />
              New token
            </Button>
          ),
        }}
      />
      <PageBody>
        <TokensPanel
          label="Your API tokens, newest first"
          columns={columns}
          query={query}
          page={page}
          onPageChange={(next) => void setPage(next, { history: "push" })}
          toolbar={<p className="text-xs text-muted-foreground">Yours, newest first</p>}
          emptyTitle="No tokens yet"
          emptyHint="A token lets a program of yours read what you see here."
        />
      </PageBody>
      {isCreating && <NewTokenDialog grantable={grantable} onClose={() => setCreating(false)} />}
      {revoking && <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}
