"use client";

import { useEffect, useState } from "react";

const QUIET_MS = 200;

/** The value once it has not changed for a moment: one request a word, not one a letter. */
export function useDebounced<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), QUIET_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
