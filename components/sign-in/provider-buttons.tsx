"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toLocalPath } from "./next-path";

const WORDS: ReadonlyMap<string, string> = new Map([
  [
    "unverified_email",
    "The identity provider has not verified your e-mail address. Verify it there, then try again.",
  ],
  ["no_account", "You have no account here. Ask an administrator for one."],
  ["disabled", "This account may not sign in. Ask an administrator."],
  ["SessionRequired", "Sign in to see this."],
]);
const OTHER = "Signing in with the identity provider failed. Try again, or ask an administrator.";

/** What `?error=` says in words; null without one. The password form shows its own. */
function toRefusalWords(code: string | null): string | null {
  if (code === null || code === "") return null;
  return WORDS.get(code) ?? OTHER;
}

interface ProviderButtonsProps {
  providers: readonly { id: string; name: string }[];
}

async function goTo(providerId: string, next: string): Promise<void> {
  const { signIn } = await import("next-auth/react");
  await signIn(providerId, { callbackUrl: next });
}

/** One button for each identity provider, and why the last attempt was refused. */
export function ProviderButtons({ providers }: ProviderButtonsProps) {
  const search = useSearchParams();
  const [leavingTo, setLeavingTo] = useState<string | null>(null);
  const next = toLocalPath(search.get("next"));
  const refusal = toRefusalWords(search.get("error"));
  if (providers.length === 0 && refusal === null) return null;
  return (
    <div className="mb-5 grid grid-cols-1 gap-2">
      {refusal && (
        <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
          {refusal}
        </p>
      )}
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          variant="outline"
          size="lg"
          disabled={leavingTo !== null}
          onClick={() => {
            setLeavingTo(id);
            void goTo(id, next).catch(() => setLeavingTo(null));
          }}
        >
          <span className="truncate">Continue with {name}</span>
        </Button>
      ))}
      {providers.length > 0 && (
        <p className="mt-3 flex items-center gap-3 text-xs text-muted-foreground before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
          or with a password
        </p>
      )}
    </div>
  );
}
