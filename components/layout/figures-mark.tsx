"use client";

import { useIsHydrated } from "@/components/ui/use-is-hydrated";
import { FIGURES_ID } from "./first-paint";

/** What the first paint waits for. Gone once the page stands: pages that were left stay in the document. */
export function FiguresMark() {
  return useIsHydrated() ? null : <span id={FIGURES_ID} hidden />;
}
