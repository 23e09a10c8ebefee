"use client";

import { lazyWhenNear } from "@/components/ui/lazy-when-near";

/** What the charts draw, with Recharts: fetched and drawn when they come near the screen. */
export const LazyTokensFigure = lazyWhenNear(() =>
  import("./tokens-figure").then((module) => module.TokensFigure),
);

export const LazyProviderFigure = lazyWhenNear(() =>
  import("./provider-figure").then((module) => module.ProviderFigure),
);

export const LazyMessagesFigure = lazyWhenNear(() =>
  import("./messages-figure").then((module) => module.MessagesFigure),
);
