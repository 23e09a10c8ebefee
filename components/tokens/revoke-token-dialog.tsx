"use client";

import { ErrorNotice } from "@/components/feedback/error-notice";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { useRevokeToken } from "@/lib/tokens/queries";
import type { TokenRow } from "@/lib/tokens/schema";

interface RevokeTokenDialogProps {
  token: TokenRow;
  onClose: () => void;
}

/** Names what ends, and ends it. */
export function RevokeTokenDialog({ token, onClose }: RevokeTokenDialogProps) {
  const revoke = useRevokeToken();
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent className="max-w-md!">
        <DialogTitle>Revoke “{token.name}”?</DialogTitle>
        <DialogDescription>
          Whatever uses this token of {token.owner_email} is refused from its next request on. This
          cannot be undone.
        </DialogDescription>
        {revoke.error && <ErrorNotice error={revoke.error} keptAsOf={null} className="mx-0!" />}
        <div className="flex justify-end gap-2">
          <Button variant="outline" onClick={onClose}>
            Keep it
          </Button>
          <Button
            variant="destructive"
            disabled={revoke.isPending}
            onClick={() => revoke.mutate(token.token_id, { onSuccess: onClose })}
          >
            Revoke token
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}
