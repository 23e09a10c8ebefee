import { Decimal, USD_SCALE } from "@/lib/money";
import { addDays, MS_PER_DAY, startOfDay, toIsoDay, type IsoDay } from "@/lib/time";
import type { SpendChange } from "./schema";

/** An account's counter as it is stored. */
export interface KnownCounter {
  state: "ok" | "absent" | "failed";
  /** Null where it was never read, or where LiteLLM did not know the account. */
  spendUsd: Decimal | null;
  /** When it was last known to be so. */
  readAt: Date | null;
  /** End of the budget period, as LiteLLM said then. */
  resetAt: Date | null;
  /** The end of a period whose reset the counter has not shown yet. */
  pendingResetAt: Date | null;
  /** Its budget begins anew from time to time. */
  hasPeriod: boolean;
}

/** The counter as it was read now. */
export interface ReadCounter {
  spendUsd: Decimal;
  resetAt: Date | null;
}

/** Spent after one moment and until another; nobody knows when in between. */
export interface SpentSpan {
  from: Date;
  to: Date;
  spendUsd: Decimal;
}

export interface Observed {
  change: SpendChange;
  /** Null: nothing to count, or not known since when. */
  spent: SpentSpan | null;
  /** For a reset: the end of the period that it closed. */
  periodEndedAt: Date | null;
  pendingResetAt: Date | null;
}

/** A date that moved while the counter did not is a reset job that is not through yet, so soon after. */
const LATE_RESET_MS = 3_600_000;
/** A reset that has not shown after so long has been no reset. */
const PENDING_MS = 24 * 3_600_000;
/** LiteLLM counts in floating point. */
const NOISE_USD = new Decimal("1e-9");

interface Reset {
  /** The period's end that has passed; null where none has. */
  dueAt: Date | null;
  hasMoved: boolean;
}

function findReset(known: KnownCounter, read: ReadCounter, readAt: Date): Reset {
  const pending = known.pendingResetAt;
  if (pending !== null && readAt.getTime() - pending.getTime() < PENDING_MS) {
    return { dueAt: pending, hasMoved: false };
  }
  const { resetAt } = known;
  if (resetAt === null || resetAt > readAt) return { dueAt: null, hasMoved: false };
  return { dueAt: resetAt, hasMoved: read.resetAt !== null && read.resetAt > resetAt };
}

function later(a: Date, b: Date | null): Date {
  return b !== null && b > a ? b : a;
}

function observeDrop(
  read: ReadCounter,
  since: Date,
  readAt: Date,
  reset: Reset,
  hasPeriod: boolean,
): Observed {
  // A budget whose date was never told may be reset at any time; one without a period never is.
  const isReset = reset.dueAt !== null || hasPeriod;
  if (!isReset)
    return { change: "lowered", spent: null, periodEndedAt: null, pendingResetAt: null };
  const from = later(since, reset.dueAt);
  return {
    change: "reset",
    spent: { from, to: readAt, spendUsd: read.spendUsd },
    periodEndedAt: reset.dueAt ?? readAt,
    pendingResetAt: null,
  };
}

/**
 * What a reading says of the time since the one before; null where it says nothing new.
 * @param absentSince when LiteLLM was last known not to have the account, where it never had it before
 */
export function observeCounter(
  known: KnownCounter | null,
  read: ReadCounter,
  readAt: Date,
  absentSince: Date | null,
): Observed | null {
  const none = { periodEndedAt: null, pendingResetAt: null };
  const before = known?.spendUsd ?? null;
  if (known === null || before === null || known.readAt === null) {
    const since = known?.state === "absent" ? known.readAt : known === null ? absentSince : null;
    if (since === null) return { ...none, change: "first", spent: null };
    const change = known === null ? "spend" : "recreated";
    return { ...none, change, spent: { from: since, to: readAt, spendUsd: read.spendUsd } };
  }
  const since = known.readAt;
  const reset = findReset(known, read, readAt);
  const grown = read.spendUsd.minus(before);
  if (grown.lessThan(NOISE_USD.negated())) {
    const hasPeriod = known.hasPeriod && known.resetAt === null;
    return observeDrop(read, since, readAt, reset, hasPeriod);
  }
  const isSame = !grown.greaterThan(NOISE_USD);
  const sinceDueMs = reset.dueAt === null ? 0 : readAt.getTime() - reset.dueAt.getTime();
  const isLate = isSame || sinceDueMs <= LATE_RESET_MS;
  if (reset.hasMoved && !isLate && !before.isZero()) {
    return observeDrop(read, since, readAt, reset, true);
  }
  const pendingResetAt = reset.hasMoved && !before.isZero() ? reset.dueAt : known.pendingResetAt;
  const isStillPending =
    pendingResetAt !== null && readAt.getTime() - pendingResetAt.getTime() < PENDING_MS;
  const pending = isStillPending ? pendingResetAt : null;
  const spent = isSame ? null : { from: since, to: readAt, spendUsd: grown };
  if (spent === null && pending?.getTime() === known.pendingResetAt?.getTime()) return null;
  return { change: "spend", spent, periodEndedAt: null, pendingResetAt: pending };
}

/** What of a span falls on a day. */
export interface DayShare {
  day: IsoDay;
  spendUsd: Decimal;
  /** True: the span reaches over midnight, so the share is an even spread. */
  isSpread: boolean;
}

/** Spreads a span evenly over the UTC days it touches. The shares add up to it exactly. */
export function spreadOverDays({ from, to, spendUsd }: SpentSpan): DayShare[] {
  if (spendUsd.isZero()) return [];
  const lastDay = toIsoDay(to);
  const firstDay = toIsoDay(from > to ? to : from);
  if (firstDay === lastDay) return [{ day: lastDay, spendUsd, isSpread: false }];
  const spanMs = to.getTime() - from.getTime();
  const shares: DayShare[] = [];
  let rest = spendUsd;
  for (let day = firstDay; day < lastDay; day = addDays(day, 1)) {
    const startMs = Math.max(from.getTime(), startOfDay(day).getTime());
    const partMs = startOfDay(day).getTime() + MS_PER_DAY - startMs;
    const share = spendUsd.times(partMs).dividedBy(spanMs).toDecimalPlaces(USD_SCALE);
    shares.push({ day, spendUsd: share, isSpread: true });
    rest = rest.minus(share);
  }
  shares.push({ day: lastDay, spendUsd: rest, isSpread: true });
  return shares.filter((share) => !share.spendUsd.isZero());
}
