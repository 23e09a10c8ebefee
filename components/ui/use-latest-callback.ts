"use client";

import { useCallback, useEffect, useRef } from "react";

/** The same function for as long as the component lives, which calls the newest one: for parts that are slow to draw. */
export function useLatestCallback<Arguments extends unknown[], Result>(
  callback: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  }, [callback]);
  return useCallback((...args: Arguments) => latest.current(...args), []);
}
