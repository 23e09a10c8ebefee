import "server-only";
import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { cacheSignal, type ReactNode } from "react";
import type { Viewer } from "@/lib/auth/policy";
import { getQueryClient } from "@/lib/query/query-client";
import type { Ask } from "./serve-read";

interface WithAnswersProps {
  viewer: Viewer;
  /** What the page shows first. One that cannot be answered is left to the browser, which shows its error. */
  asks: readonly Ask[];
  children: ReactNode;
}

/**
 * React ends every render by an Error whose frames hold the event loop's list of that moment, and so other
 * requests' answers: under load that chain grew to hundreds of MiB. Once read, a stack is text and holds nothing.
 */
function freeFramesAtEnd(): void {
  const signal = cacheSignal();
  signal?.addEventListener("abort", () => {
    if (signal.reason instanceof Error) String(signal.reason.stack);
  });
}

/** Renders a page with the answers to its questions, and hands them to the browser's client. */
export async function WithAnswers({ viewer, asks, children }: WithAnswersProps) {
  freeFramesAtEnd();
  const client = getQueryClient();
  await Promise.all(
    asks.map(({ queryKey, answer }) =>
      client.prefetchQuery({ queryKey, queryFn: () => answer(viewer) }),
    ),
  );
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
