"use client";

import { lazyInBrowser } from "@/components/ui/lazy-in-browser";

/** What the charts draw, with Recharts: fetched after the page's figures stand. */
export const LazyDailyCostFigure = lazyInBrowser(() =>
  import("./daily-cost-figure").then((module) => module.DailyCostFigure),
);

export const LazyTokensFigure = lazyInBrowser(() =>
  import("./tokens-figure").then((module) => module.TokensFigure),
);

export const LazyProviderFigure = lazyInBrowser(() =>
  import("./provider-figure").then((module) => module.ProviderFigure),
);

export const LazyMessagesFigure = lazyInBrowser(() =>
  import("./messages-figure").then((module) => module.MessagesFigure),
);
