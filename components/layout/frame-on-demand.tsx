"use client";

import { useCallback, useState } from "react";
import { lazyInBrowser } from "@/components/ui/lazy-in-browser";
import { useEarlyKeys } from "./early-keys";
import { useFrameDialog } from "./frame-state";

const LazyFrameDialogs = lazyInBrowser(() =>
  import("./frame-dialogs").then((module) => module.FrameDialogs),
);

/** The frame's keys and dialogs: fetched with the first key or dialog, and no key is lost until then. */
export function FrameOnDemand({ isAdmin }: { isAdmin: boolean }) {
  const [isListening, setListening] = useState(false);
  const hasKeys = useEarlyKeys(isListening);
  const isAsked = useFrameDialog() !== null;
  const onListening = useCallback(() => setListening(true), []);
  if (!hasKeys && !isAsked && !isListening) return null;
  return <LazyFrameDialogs isAdmin={isAdmin} onListening={onListening} fallback={null} />;
}
