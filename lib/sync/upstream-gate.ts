import { isRightsError, UpstreamError } from "@/lib/upstream/errors";
import type { RunResult } from "./job";

const FAILURES_TO_CLOSE = 3;

/**
 * Spares an upstream that is down or refuses our key: after some failures in a row, reads of single tenants
 * fail without a request until the lists could be read again.
 */
export interface UpstreamGate {
  /** Why nothing is asked now; null when all is well. */
  findReason(): string | null;
  note(result: RunResult): void;
  open(): void;
}

export function createUpstreamGate(): UpstreamGate {
  let failuresInARow = 0;
  let reason: string | null = null;
  return {
    findReason: () => reason,
    note: ({ outcome, failure }) => {
      if (outcome === "ok" || outcome === "partial") failuresInARow = 0;
      if (!(failure instanceof UpstreamError)) return;
      failuresInARow += 1;
      if (isRightsError(failure) || failuresInARow >= FAILURES_TO_CLOSE) reason = failure.message;
    },
    open: () => {
      failuresInARow = 0;
      reason = null;
    },
  };
}
