"use client";

import { useDeferredValue } from "react";

/**
 * False while the browser takes over what the server drew, which must look the same; true soon after. Deferred
 * rather than at once: the page answers in between.
 */
export function useIsHydrated(): boolean {
  return useDeferredValue(true, false);
}
