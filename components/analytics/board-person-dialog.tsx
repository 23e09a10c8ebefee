"use client";

import { lazyInBrowser } from "@/components/ui/lazy-in-browser";
import type { AnalyticsUrl } from "./use-analytics-url";

const LazyBoardPerson = lazyInBrowser(() =>
  import("./board-person").then((module) => module.BoardPerson),
);

/** The page of the person whom the URL names; nothing without one. */
export function BoardPersonDialog({ url }: { url: AnalyticsUrl }) {
  if (url.who === null) return null;
  return <LazyBoardPerson url={url} personRef={url.who} fallback={null} />;
}
