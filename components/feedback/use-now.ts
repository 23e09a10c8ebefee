"use client";

import { useSyncExternalStore } from "react";

const STEP_MS = 30_000;

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, STEP_MS);
  return () => clearInterval(timer);
}

function readNow(): number {
  return Math.floor(Date.now() / STEP_MS) * STEP_MS;
}

/** The time, renewed twice a minute; null on the server, whose clock the page must not show. */
export function useNow(): Date | null {
  const now = useSyncExternalStore(subscribe, readNow, () => null);
  return now === null ? null : new Date(now);
}
