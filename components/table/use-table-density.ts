"use client";

import { useSyncExternalStore } from "react";

export type TableDensity = "comfortable" | "compact";

const KEY = "tokenroll.table-density";
const listeners = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

function read(): TableDensity {
  return window.localStorage.getItem(KEY) === "compact" ? "compact" : "comfortable";
}

/** How close the rows of every table stand; kept in this browser. */
export function useTableDensity(): [TableDensity, (density: TableDensity) => void] {
  const density = useSyncExternalStore<TableDensity>(subscribe, read, () => "comfortable");
  const setDensity = (next: TableDensity) => {
    window.localStorage.setItem(KEY, next);
    for (const notify of listeners) notify();
  };
  return [density, setDensity];
}
