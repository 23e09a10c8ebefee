"use client";

import { useSyncExternalStore } from "react";

const subscribe = () => () => undefined;

/** False while the browser takes over what the server drew, which must look the same; true from then on. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}
