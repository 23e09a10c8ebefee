"use client";

import { Check, Copy, Plus } from "lucide-react";
import { parseAsInteger, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import type { ApiScope } from "@/lib/auth/policy";
import { tokenQueries } from "@/lib/tokens/queries";
import type { TokenRow } from "@/lib/tokens/schema";
import { RevokeTokenDialog } from "./revoke-token-dialog";
import { toTokenColumns } from "./token-columns";
import { TokensPanel } from "./tokens-panel";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { NewTokenForm } from "./new-token-form";
import { useRead } from "@/lib/query/use-read";

/** The viewer's own API tokens: make one, see when each was used, end it. */
export function OwnTokensView({ grantable }: { grantable: readonly ApiScope[] }) {
  const [page, setPage] = useQueryState("page", parseAsInteger.withDefault(1));
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<TokenRow | null>(null);
  const query = useRead(tokenQueries.own.options({ page }));
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

interface NewTokenDialogProps {
  /** What the viewer's role can use. */
  grantable: readonly ApiScope[];
  onClose: () => void;
}

/** Asks for name, scopes and expiry, then shows the secret, once. */
function NewTokenDialog({ grantable, onClose }: NewTokenDialogProps) {
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <DialogTitle>{secret === null ? "New API token" : "Your new token"}</DialogTitle>
        <DialogDescription>
          {secret === null
            ? "A program that has it sees what you see, as far as its scopes go."
            : "Copy it now: it is not kept and cannot be shown again."}
        </DialogDescription>
        {secret === null ? (
          <NewTokenForm grantable={grantable} onCreated={setSecret} />
        ) : (
          <TokenSecret secret={secret} onClose={onClose} />
        )}
      </DialogContent>
    </Dialog>
  );
}

interface TokenSecretProps {
  secret: string;
  onClose: () => void;
}

/** The secret with a button that copies it, and how to use it. */
function TokenSecret({ secret, onClose }: TokenSecretProps) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  return (
    <div className="grid gap-3">
      <div className="flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded-md border bg-muted px-2.5 py-2 text-xs break-all select-all">
          {secret}
        </code>
        <Button variant="outline" onClick={() => void copy()}>
          {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
          {isCopied ? "Copied" : "Copy"}
        </Button>
      </div>
      <p className="text-xs text-muted-foreground">
        Send it as <code>Authorization: Bearer tkr_…</code> to any address below{" "}
        <code>/api/portal</code>.
      </p>
      <div className="flex justify-end">
        <Button onClick={onClose}>Done</Button>
      </div>
    </div>
  );
}
