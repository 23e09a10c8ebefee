"use client";

import { useEffect, useRef } from "react";
import { findOlderPanels } from "./find-older-panels";
import type { ReadResult } from "@/lib/query/use-read";

/** What is needed of a panel's query. */
export type PanelQuery = Pick<
  ReadResult<unknown>,
  "data" | "isFetching" | "isPlaceholderData" | "refetch"
>;

/** The queries of a page by the name of their panel. */
export type PanelQueries = Readonly<Record<string, PanelQuery>>;

/**
 * Reads panels again that were read before the newest snapshot on the page. Returns the version the
 * page is settled for: what was asked for once is not asked for again.
 */
export function refetchOlderPanels(
  queries: PanelQueries,
  settledVersion: string | null,
): string | null {
  const panels = Object.entries(queries).map(([key, query]) => ({
    key,
    version: query.data?.snapshot.version ?? null,
    isBusy: query.isFetching || query.isPlaceholderData,
  }));
  const older = findOlderPanels(panels, settledVersion);
  if (older === null) return settledVersion;
  for (const key of older.keys) void queries[key]?.refetch();
  return older.newest;
}

/** Keeps all panels of a page on one snapshot. */
export function useConsistentSnapshot(queries: PanelQueries): void {
  const settledVersion = useRef<string | null>(null);
  useEffect(() => {
    settledVersion.current = refetchOlderPanels(queries, settledVersion.current);
  });
}
