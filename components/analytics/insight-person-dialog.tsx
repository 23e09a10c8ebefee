"use client";

import { lazyInBrowser } from "@/components/ui/lazy-in-browser";
import type { AnalyticsUrl } from "./use-analytics-url";

const LazyInsightPerson = lazyInBrowser(() =>
  import("./insight-person").then((module) => module.InsightPersonDetail),
);

/** What is known of the person whom the URL names; nothing without one. */
export function InsightPersonDialog({ url }: { url: AnalyticsUrl }) {
  if (url.who === null) return null;
  return <LazyInsightPerson url={url} personId={url.who} fallback={null} />;
}
