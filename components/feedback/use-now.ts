"use client";

import { useDeferredValue, useSyncExternalStore } from "react";

const STEP_MS = 30_000;

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, STEP_MS);
  return () => clearInterval(timer);
}

function readNow(): number {
  return Math.floor(Date.now() / STEP_MS) * STEP_MS;
}

/** The time, renewed twice a minute; null on the server and until the page stands, for clocks differ. */
export function useNow(): Date | null {
  const now = useDeferredValue(useSyncExternalStore(subscribe, readNow, readNow), null);
  return now === null ? null : new Date(now);
}
