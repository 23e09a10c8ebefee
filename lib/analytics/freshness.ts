import "server-only";
import { getSettings } from "@/lib/env";
import type { Snapshot } from "@/lib/http/snapshot-headers";
import { findReading, type ReadingRow } from "./freshness-store";

const MS_PER_MINUTE = 60_000;

export const NOT_CONFIGURED =
  "No analytics API is configured. Set ANALYTICS_URL and ANALYTICS_KEY, and start the portal again.";

export function isAnalyticsConfigured(): boolean {
  const { ANALYTICS_URL, ANALYTICS_KEY } = getSettings();
  return ANALYTICS_URL !== undefined && ANALYTICS_KEY !== undefined;
}

function toState(reading: ReadingRow | null, staleAfterMs: number, now: Date) {
  if (reading?.last_ok_at == null) {
    const reason = reading?.last_error
      ? `Nothing could be read yet: ${reading.last_error}`
      : isAnalyticsConfigured()
        ? "Nothing was read from the analytics API yet."
        : NOT_CONFIGURED;
    return { state: "empty" as const, reason };
  }
  if (reading.last_error !== null) {
    const reason = `The last attempt to read the analytics API failed: ${reading.last_error}`;
    return { state: "stale" as const, reason };
  }
  if (now.getTime() - reading.last_ok_at.getTime() > staleAfterMs) {
    return { state: "stale" as const, reason: "The analytics API has not been read for a while." };
  }
  return { state: "fresh" as const, reason: null };
}

/** How old what was read of a kind is; three missed readings make it stale. */
export async function getAnalyticsSnapshot(kind: "leaderboard" | "insights"): Promise<Snapshot> {
  const reading = await findReading(kind);
  const staleAfterMs = 3 * getSettings().ANALYTICS_INTERVAL_MINUTES * MS_PER_MINUTE;
  const { state, reason } = toState(reading, staleAfterMs, new Date());
  const asOf = reading?.last_ok_at ?? null;
  return { asOf, state, reason, version: `${kind[0] ?? ""}${asOf?.getTime() ?? 0}` };
}

/** True where an analytics API is configured, or was: what it gave then is still shown. */
export async function hasAnalytics(): Promise<boolean> {
  if (isAnalyticsConfigured()) return true;
  return (await findReading("insights")) !== null || (await findReading("leaderboard")) !== null;
}
