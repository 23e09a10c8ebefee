import type { Snapshot } from "@/lib/http/snapshot-headers";

export interface DirectoryFreshness {
  lastOkAt: Date | null;
  lastError: string | null;
}

/** How old the budgets and their counters are. */
export function toBudgetSnapshot(
  reading: DirectoryFreshness | null,
  rules: { now: Date; staleAfterMs: number },
  version: string,
): Snapshot {
  const asOf = reading?.lastOkAt ?? null;
  const base = { asOf, version };
  const failed = reading?.lastError ?? null;
  if (asOf === null) {
    const reason = failed ? `Nothing could be read yet: ${failed}.` : "Nothing was read yet.";
    return { ...base, state: "empty", reason };
  }
  if (rules.now.getTime() - asOf.getTime() <= rules.staleAfterMs) {
    return { ...base, state: "fresh", reason: null };
  }
  const reason = failed
    ? `The last attempt to read LiteLLM failed: ${failed}.`
    : "LiteLLM has not been read for a while: the worker may not be running.";
  return { ...base, state: "stale", reason };
}
