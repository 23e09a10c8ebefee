"use client";

import { useEffect, useRef } from "react";
import { useRefresh, type Refresh } from "@/components/feedback/use-refresh";
import { Button } from "@/components/ui/button";
import { ANALYTICS_KEY, insightQueries, type InsightParameters } from "@/lib/analytics/queries";
import type { InsightArea } from "@/lib/analytics/schema";
import type { ReadResult } from "@/lib/query/use-read";

interface ReadingProps {
  area: InsightArea;
  filters: InsightParameters;
}

interface ReadingNoticeProps extends ReadingProps {
  /** A question of the area under these filters. */
  query: ReadResult<{ can_read: boolean }>;
}

/** A failure is not asked again without a person. */
function useAskOnce({ progress, isRunning, secondsLeft, error, start }: Refresh): void {
  const hasAsked = useRef(false);
  const canAsk = progress !== null && !isRunning && secondsLeft === 0 && error === null;
  useEffect(() => {
    if (!canAsk || hasAsked.current) return;
    hasAsked.current = true;
    start();
  }, [canAsk, start]);
}

function toWords({ progress, secondsLeft, isRunning }: Refresh): string {
  if (!isRunning && secondsLeft > 0) return `Possible again in ${secondsLeft} s.`;
  if (progress === null || progress.total === 0) return "Waiting for the analytics API…";
  return `Reading from the analytics API: ${progress.done} of ${progress.total}…`;
}

/**
 * Has the figures of these filters read where the stored ones do not answer, shows how far that is, and says
 * when it fails.
 */
export function ReadingNotice({ area, filters, query }: ReadingNoticeProps) {
  if (query.isPlaceholderData || query.data?.data.can_read !== true) return null;
  return <Reading key={JSON.stringify(filters)} area={area} filters={filters} />;
}

function Reading({ area, filters }: ReadingProps) {
  const refresh = useRefresh({
    read: insightQueries.reading,
    question: { ...filters, area },
    renews: [ANALYTICS_KEY],
  });
  useAskOnce(refresh);
  const { error, isRunning, start } = refresh;
  return (
    <p role="status" className="flex flex-wrap items-center gap-2 text-xs text-muted-foreground">
      {error === null || isRunning ? (
        <span>These filters are read when they are asked for. {toWords(refresh)}</span>
      ) : (
        <>
          <span className="text-danger">{error}</span>
          <Button variant="outline" size="sm" onClick={start}>
            Try again
          </Button>
        </>
      )}
    </p>
  );
}
