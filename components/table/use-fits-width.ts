"use client";

import { useCallback, useState } from "react";

/**
 * Whether the table within an element is no wider than it. Only then may the element let go of what hangs
 * over, so that the table's head sticks to the page; else the table must scroll inside.
 */
export function useFitsWidth(): readonly [(frame: HTMLElement | null) => void, boolean] {
  const [fits, setFits] = useState(false);
  const watch = useCallback((frame: HTMLElement | null) => {
    const table = frame?.querySelector("table");
    if (!frame || !table) return;
    const observer = new ResizeObserver(() => setFits(table.offsetWidth <= frame.clientWidth));
    observer.observe(frame);
    observer.observe(table);
    return () => observer.disconnect();
  }, []);
  return [watch, fits];
}
