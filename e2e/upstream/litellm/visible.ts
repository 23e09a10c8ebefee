import { subtractCounts, takeCounts } from "./counts";
import { DAY_MS, HOUR_MS } from "./days";
import type { Slice, UsageFact } from "./model";

/** Relative traffic of each UTC hour: a European working day with some night jobs. */
const HOURS = [1, 1, 1, 1, 1, 2, 4, 7, 9, 10, 10, 9, 8, 9, 10, 9, 7, 5, 3, 2, 2, 1, 1, 1] as const;
const HOURS_TOTAL = HOURS.reduce((sum, weight) => sum + weight, 0);

/** After this long nothing of a day changes any more. */
const SETTLED_AFTER_MS = DAY_MS + 30 * HOUR_MS;

function elapsedShare(sinceDayStartMs: number): number {
  const hour = Math.floor(sinceDayStartMs / HOUR_MS);
  let done = 0;
  for (let index = 0; index < hour; index += 1) done += HOURS[index] ?? 0;
  const within = sinceDayStartMs / HOUR_MS - hour;
  return (done + within * (HOURS[hour] ?? 0)) / HOURS_TOTAL;
}

function requestsMadeBy(fact: UsageFact, atMs: number): number {
  if (fact.given !== null) return fact.counts.requests;
  const since = atMs - fact.day * DAY_MS;
  if (since <= 0) return 0;
  if (since >= DAY_MS) return fact.counts.requests;
  return Math.floor(fact.counts.requests * elapsedShare(since));
}

function visibleRequests(fact: UsageFact, atMs: number): number {
  if (fact.lateUntilMs !== null && atMs < fact.lateUntilMs) return 0;
  const { deletedAtMs } = fact.key;
  return requestsMadeBy(fact, deletedAtMs === null ? atMs : Math.min(atMs, deletedAtMs));
}

export function isSettled(day: number, atMs: number): boolean {
  return atMs >= day * DAY_MS + SETTLED_AFTER_MS;
}

/** What of the fact can be read at the moment, split where the key changed teams. */
export function slicesOf(fact: UsageFact, atMs: number): Slice[] {
  if (fact.given !== null) {
    return [{ fact, teamId: fact.given.teamId, counts: fact.counts }];
  }
  const visible = visibleRequests(fact, atMs);
  if (visible === 0) return [];
  const slices: Slice[] = [];
  let before = takeCounts(fact.counts, 0);
  fact.key.teams.forEach((span, index) => {
    const next = fact.key.teams[index + 1];
    const until =
      next === undefined ? visible : Math.min(visible, requestsMadeBy(fact, next.fromMs));
    if (until <= before.requests) return;
    const upTo = takeCounts(fact.counts, until);
    slices.push({ fact, teamId: span.teamId, counts: subtractCounts(upTo, before) });
    before = upTo;
  });
  return slices;
}
