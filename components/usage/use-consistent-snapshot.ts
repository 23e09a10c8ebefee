"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ApiAnswer } from "@/lib/http/api-client";
import { findOlderPanels } from "./find-older-panels";

/** A query of the page by the name of its panel; `enabled: false` ones are left out by the caller. */
export type PanelQueries = Readonly<Record<string, UseQueryResult<ApiAnswer<unknown>>>>;

/** Reads panels again, once for a snapshot, that were read before the newest one on the page. */
export function useConsistentSnapshot(queries: PanelQueries): void {
  const settledVersion = useRef<string | null>(null);
  useEffect(() => {
    const panels = Object.entries(queries).map(([key, query]) => ({
      key,
      version: query.data?.snapshot.version ?? null,
      isBusy: query.isFetching || query.isPlaceholderData,
    }));
    const older = findOlderPanels(panels, settledVersion.current);
    if (older === null) return;
    settledVersion.current = older.newest;
    for (const key of older.keys) void queries[key]?.refetch();
  });
}
