import type { Caller } from "./auth";
import type { Store } from "./store";
import type { Features } from "./version";

export interface RouteContext {
  path: string;
  query: URLSearchParams;
  caller: Caller;
  store: Store;
  features: Features;
  version: string;
  keepsChannelTags: boolean;
  isDatabaseDown: boolean;
}

export type Handler = (context: RouteContext) => unknown;
