import { addRoundedUsd } from "@/lib/micro-usd";
import { MS_PER_DAY, toIsoDay, type IsoDay } from "@/lib/time";
import { toPeriodDays } from "./account-figures";
import type { PersonKind } from "./identity";
import type { EndedPeriod } from "./schema";

interface RunningPeriod {
  kind: PersonKind;
  duration: string | null;
  reset_at: string | null;
}

interface KnownDays {
  /** The first day of which anything is known. */
  since: IsoDay;
  /** USD rounded to a millionth by kind and day. */
  spent: readonly { kind: PersonKind; day: IsoDay; usd: number }[];
}

const MAX_DERIVED = 12;

/**
 * Periods that ended before anybody watched, from the days on which was spent: as long as the running one, and known
 * from their first day. Days are UTC days, so what was spent on the day of a reset is in the period that it ends.
 * Which limit they had is not known.
 * @param observed periods whose end was seen, which are left as they are
 */
export function derivePeriods(
  running: readonly RunningPeriod[],
  days: KnownDays,
  observed: readonly EndedPeriod[],
): EndedPeriod[] {
  return running.flatMap(({ kind, duration, reset_at: resetAt }) => {
    const length = toPeriodDays(duration);
    if (length === null || length < 1 || resetAt === null) return [];
    const ended = Array.from({ length: MAX_DERIVED }, (_, index) => {
      const end = Date.parse(resetAt) - (index + 1) * length * MS_PER_DAY;
      return { first: toIsoDay(new Date(end - (length - 1) * MS_PER_DAY)), end };
    });
    const isSeen = (end: number) =>
      observed.some(
        (one) => one.kind === kind && Math.abs(Date.parse(one.ended_at) - end) < 2 * MS_PER_DAY,
      );
    return ended
      .filter(({ first, end }) => first >= days.since && !isSeen(end))
      .map(({ first, end }): EndedPeriod => {
        const last = toIsoDay(new Date(end));
        const own = days.spent.filter((one) => one.kind === kind && one.day >= first);
        const spent = addRoundedUsd(own.filter((one) => one.day <= last).map((one) => one.usd));
        const ended_at = new Date(end).toISOString();
        return { kind, ended_at, spend_usd: spent, limit_usd: null, is_derived: true };
      });
  });
}
