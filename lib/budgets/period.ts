const DURATION = /^([1-9]\d{0,3})(s|m|h|d|w|mo)$/;
const MS_PER_UNIT = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

export interface BudgetDuration {
  count: number;
  /** LiteLLM's: seconds, minutes, hours, days, weeks, months. */
  unit: keyof typeof MS_PER_UNIT | "mo";
}

/** LiteLLM's grammar, `30d` or `1mo`; null for what it would not read, or not the same in every release. */
export function parseBudgetDuration(text: string): BudgetDuration | null {
  const [, count, unit] = DURATION.exec(text) ?? [];
  if (count === undefined || unit === undefined) return null;
  if (unit === "mo") return count === "1" ? { count: 1, unit } : null;
  return { count: Number(count), unit: unit as keyof typeof MS_PER_UNIT };
}

const UNIT_WORDS = { s: "second", m: "minute", h: "hour", d: "day", w: "week", mo: "month" };

/** `every 7 days`, `every month`; the text itself where it is not LiteLLM's grammar. */
export function formatBudgetDuration(text: string | null): string {
  if (text === null) return "never resets";
  const duration = parseBudgetDuration(text);
  if (duration === null) return text;
  const word = UNIT_WORDS[duration.unit];
  return duration.count === 1 ? `every ${word}` : `every ${duration.count} ${word}s`;
}

function isStartOfMonth(instant: Date): boolean {
  return instant.getUTCDate() === 1 && instant.getTime() % MS_PER_UNIT.d === 0;
}

/**
 * When the running period began, counted back from the reset date that LiteLLM gave. LiteLLM ends `30d`
 * with the calendar month, so such a period is a month long. Null without a date or a known duration.
 */
export function findPeriodStart(duration: string | null, resetAt: Date | null): Date | null {
  const parsed = duration === null ? null : parseBudgetDuration(duration);
  if (parsed === null || resetAt === null) return null;
  const isMonth = parsed.unit === "mo" || (parsed.unit === "d" && parsed.count === 30);
  if (isMonth && (parsed.unit === "mo" || isStartOfMonth(resetAt))) {
    const start = new Date(resetAt);
    start.setUTCMonth(start.getUTCMonth() - 1);
    return start;
  }
  if (parsed.unit === "mo") return null;
  return new Date(resetAt.getTime() - parsed.count * MS_PER_UNIT[parsed.unit]);
}

/** How much of the period has passed, 0 to 1; null where the period is not known. */
export function toElapsedShare(
  duration: string | null,
  resetAt: Date | null,
  now: Date,
): number | null {
  const start = findPeriodStart(duration, resetAt);
  if (start === null || resetAt === null || resetAt <= start) return null;
  const share = (now.getTime() - start.getTime()) / (resetAt.getTime() - start.getTime());
  return Math.min(1, Math.max(0, share));
}

/** Below this the share of the period says nothing about the pace. */
const MIN_ELAPSED_SHARE = 0.02;

/** Used share over elapsed share: 1 spends the limit exactly by the reset, 2 twice as fast. */
export function toPace(usedShare: number | null, elapsedShare: number | null): number | null {
  if (usedShare === null || elapsedShare === null || elapsedShare < MIN_ELAPSED_SHARE) return null;
  return usedShare / elapsedShare;
}
