import type { Caller } from "./auth";
import type { CustomerStore } from "./customer-store";
import type { Store } from "./store";
import type { Features } from "./version";

export interface RouteContext {
  path: string;
  query: URLSearchParams;
  /** The request's JSON; undefined without one. */
  body: unknown;
  caller: Caller;
  store: Store;
  customers: CustomerStore;
  features: Features;
  version: string;
  keepsChannelTags: boolean;
  isDatabaseDown: boolean;
}

export type Handler = (context: RouteContext) => unknown;
