"use client";

import { createSerializer, useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { toIsoDay } from "@/lib/time";
import { resolveRange, type RangeState } from "./resolve-range";
import { rangeSearchParams } from "./usage-search-params";

const serializeRange = createSerializer(rangeSearchParams);

/** The time range of the URL, shared by all pages; `withRange` keeps it on a link to another page. */
export function useRangeUrlState() {
  const [state, setState] = useQueryStates(rangeSearchParams);
  const today = toIsoDay(new Date());
  const range = useMemo(() => resolveRange(state, today), [state, today]);
  const setRange = useCallback((next: RangeState) => void setState(next), [setState]);
  const withRange = useCallback((path: string) => serializeRange(path, state), [state]);
  return { today, range, setRange, withRange };
}
