"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import type { AccountRow } from "@/lib/access/schema";
import { AccountForm } from "./account-form";

interface AccountDialogProps {
  /** Null makes a new one. */
  account: AccountRow | null;
  onClose: () => void;
}

/** Makes or changes an account; a password that was made is shown once. */
export function AccountDialog({ account, onClose }: AccountDialogProps) {
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
