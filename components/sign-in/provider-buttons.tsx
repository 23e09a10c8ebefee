"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toLocalPath } from "./next-path";
import { toRefusalWords } from "./refusal-words";

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
