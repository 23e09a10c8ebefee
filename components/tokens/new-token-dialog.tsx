"use client";

import { useState } from "react";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import type { ApiScope } from "@/lib/auth/policy";
import { NewTokenForm } from "./new-token-form";
import { TokenSecret } from "./token-secret";

interface NewTokenDialogProps {
  /** What the viewer's role can use. */
  grantable: readonly ApiScope[];
  onClose: () => void;
}

/** Asks for name, scopes and expiry, then shows the secret, once. */
export function NewTokenDialog({ grantable, onClose }: NewTokenDialogProps) {
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
