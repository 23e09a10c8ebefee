import "server-only";
import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Viewer } from "@/lib/auth/policy";
import { getQueryClient } from "@/lib/query/query-client";
import type { Ask } from "./serve-read";

interface WithAnswersProps {
  viewer: Viewer;
  /** What the page shows first. One that cannot be answered is left to the browser, which shows its error. */
  asks: readonly Ask[];
  children: ReactNode;
}

/** Renders a page with the answers to its questions, and hands them to the browser's client. */
export async function WithAnswers({ viewer, asks, children }: WithAnswersProps) {
  const client = getQueryClient();
  await Promise.all(
    asks.map(({ queryKey, answer }) =>
      client.prefetchQuery({ queryKey, queryFn: () => answer(viewer) }),
    ),
  );
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
