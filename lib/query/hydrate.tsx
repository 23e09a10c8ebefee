import { dehydrate, HydrationBoundary, type QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";

interface HydrateQueriesProps {
  /** What the page prefetched into; queries may still be under way. */
  client: QueryClient;
  children: ReactNode;
}

/** Hands prefetched queries, finished or pending, to the browser's client. */
export function HydrateQueries({ client, children }: HydrateQueriesProps) {
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
