import { isoSeconds } from "./days";

/** The proxy's calendar rule: "30d" and "1mo" end with the month, "7d" on Sunday, others by midnight. */
export function budgetWindow(
  duration: string | null,
  nowMs: number,
): { fromMs: number; untilMs: number } | null {
  if (duration === null) return null;
  const now = new Date(nowMs);
  const [year, month, date] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  if (duration === "30d" || duration === "1mo") {
    return { fromMs: Date.UTC(year, month, 1), untilMs: Date.UTC(year, month + 1, 1) };
  }
  if (duration === "7d") {
    const monday = date - ((now.getUTCDay() + 6) % 7);
    return { fromMs: Date.UTC(year, month, monday), untilMs: Date.UTC(year, month, monday + 7) };
  }
  return { fromMs: Date.UTC(year, month, date), untilMs: Date.UTC(year, month, date + 1) };
}

export function budgetResetAt(duration: string | null, nowMs: number): string | null {
  const window = budgetWindow(duration, nowMs);
  return window === null ? null : isoSeconds(window.untilMs);
}

/** The reset date of a row: the one it was given until that has passed, else the calendar's. */
export function rowResetAt(
  row: { resetAtMs: number | null },
  duration: string | null,
  nowMs: number,
): string | null {
  if (duration === null) return null;
  const { resetAtMs } = row;
  return resetAtMs !== null && resetAtMs > nowMs
    ? isoSeconds(resetAtMs)
    : budgetResetAt(duration, nowMs);
}
