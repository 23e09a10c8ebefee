"use client";

import { LogOut } from "lucide-react";
import { ErrorNotice } from "@/components/feedback/error-notice";
import { Button } from "@/components/ui/button";
import { useEndAllSessions } from "@/lib/access/queries";

async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
}

/** For who left a session open on another machine, or whose cookie was copied. */
export function SignOutEverywhere() {
  const end = useEndAllSessions();
  return (
    <section aria-label="Sessions" className="flex flex-wrap items-center justify-between gap-3">
      <p className="text-sm text-muted-foreground">
        Ends every session of yours on every device, this one too. API tokens go on.
      </p>
      <Button
        variant="outline"
        disabled={end.isPending}
        onClick={() => end.mutate(undefined, { onSuccess: () => void leave() })}
      >
        <LogOut aria-hidden />
        Sign out everywhere
      </Button>
      {end.error && <ErrorNotice error={end.error} keptAsOf={null} className="mx-0!" />}
    </section>
  );
}
