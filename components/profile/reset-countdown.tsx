"use client";

import { useEffect, useRef } from "react";
import { useNow } from "@/components/feedback/use-now";
import { formatCountdown } from "@/lib/format-details";

interface ResetCountdownProps {
  resetAt: string;
  /** Called once when the time has come while the page is open. */
  onDue: () => void;
}

/** Counts down without a request; at the reset the figures are asked for again. */
export function ResetCountdown({ resetAt, onDue }: ResetCountdownProps) {
  const now = useNow();
  const wasWaiting = useRef(false);
  const leftMs = now === null ? null : Date.parse(resetAt) - now.getTime();
  const isDue = leftMs !== null && leftMs <= 0;
  useEffect(() => {
    if (isDue && wasWaiting.current) onDue();
    wasWaiting.current = leftMs !== null && !isDue;
  }, [isDue, leftMs, onDue]);
  if (leftMs === null) return <span>…</span>;
  return <span>{formatCountdown(leftMs) ?? "Due now: LiteLLM resets within ten minutes"}</span>;
}
