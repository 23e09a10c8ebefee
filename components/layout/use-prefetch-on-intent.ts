"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const INTENTS = ["pointerover", "focusin"] as const;
/** Downloads are links too. */
const PAGE_LINK = "a[href^='/']:not([href^='/api/'])";

/**
 * Fetches the shell of the page whose link is pointed at or focused. By itself Next fetches it for every link
 * that is in sight, which is a dozen requests while the page is still being drawn.
 */
export function usePrefetchOnIntent(): void {
  const { prefetch } = useRouter();
  useEffect(() => {
    const onIntent = ({ target }: Event) => {
      const link = (target as Element).closest<HTMLAnchorElement>(PAGE_LINK);
      if (link) prefetch(link.pathname as Route);
    };
    for (const intent of INTENTS) document.addEventListener(intent, onIntent);
    return () => INTENTS.forEach((intent) => document.removeEventListener(intent, onIntent));
  }, [prefetch]);
}
