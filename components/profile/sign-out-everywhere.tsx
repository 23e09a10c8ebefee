"use client";

import { LogOut } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Label } from "@/components/ui/label";
import { useEndAllSessions } from "@/lib/access/queries";

async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
}

/** For who left a session open on another machine, or whose cookie was copied. */
export function SignOutEverywhere() {
  const end = useEndAllSessions();
  const [withTokens, setWithTokens] = useState(false);
  const id = useId();
  return (
    <section aria-label="Sessions" className="flex flex-wrap items-center justify-between gap-3">
      <div className="grid gap-2 text-sm text-muted-foreground">
        <p>
          Ends every session of yours on every device, this one too.{" "}
          <Link href="/profile/tokens" prefetch={false} className="text-brand underline">
            API tokens
          </Link>{" "}
          go on unless you revoke them as well.
        </p>
        <span className="flex items-center gap-2">
          <Checkbox
            id={id}
            checked={withTokens}
            onChange={(event) => setWithTokens(event.target.checked)}
          />
          <Label htmlFor={id} className="font-normal!">
            Revoke all my API tokens too
          </Label>
        </span>
      </div>
      <Button
        variant="outline"
        disabled={end.isPending}
        onClick={() => end.mutate({ withTokens }, { onSuccess: () => void leave() })}
      >
        <LogOut aria-hidden />
        Sign out everywhere
      </Button>
      {end.error && <ErrorNotice error={end.error} keptAsOf={null} className="mx-0!" />}
    </section>
  );
}
