import { getSettings } from "@/lib/env";
import { addDays, toIsoDay, type IsoDay } from "@/lib/time";

const MIN_STALE_AFTER_MS = 15 * 60_000;
const MS_PER_MINUTE = 60_000;

/** What decides whether a tenant's days are fresh. */
export interface FreshnessRules {
  now: Date;
  /** Days that the upstream may still add to, counted back from today. */
  recentDays: number;
  /** Days before this one are not read at all. */
  historyDays: number;
  staleAfterMs: number;
}

/** Three readings missed, at least a quarter of an hour. */
export function toStaleAfterMs(everyMinutes: number): number {
  return Math.max(3 * everyMinutes * MS_PER_MINUTE, MIN_STALE_AFTER_MS);
}

export function toFreshnessRules(now: Date): FreshnessRules {
  const settings = getSettings();
  return {
    now,
    recentDays: settings.SYNC_RECENT_DAYS,
    historyDays: settings.SYNC_HISTORY_DAYS,
    staleAfterMs: toStaleAfterMs(settings.SYNC_INTERVAL_MINUTES),
  };
}

/** The first day that the upstream may still add to. */
export function toFirstOpenDay({ now, recentDays }: FreshnessRules): IsoDay {
  return addDays(toIsoDay(now), 1 - recentDays);
}
