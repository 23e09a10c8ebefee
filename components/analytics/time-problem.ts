import { MS_PER_DAY } from "@/lib/time";

interface AskedTime {
  from: string | null;
  to: string | null;
}

export interface TimeProblem {
  says: string;
  /** ISO times of the nearest range that can be asked for; null where nothing of it is understood. */
  nearest: { from: string; to: string } | null;
}

const MAX_DAYS = 400;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function toMs(text: string | null): number | null {
  const ms = text === null ? NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

function toNearest(asked: AskedTime, now: Date): TimeProblem["nearest"] {
  const toPast = (ms: number | null) => (ms === null ? null : Math.min(ms, now.getTime()));
  const [from, to] = [toPast(toMs(asked.from)), toPast(toMs(asked.to))];
  if (from === null && to === null) return null;
  const last = Math.max(from ?? 0, to ?? now.getTime());
  const first = Math.min(from ?? last - 30 * MS_PER_DAY, to ?? last);
  const start = first === last ? last - MS_PER_DAY : Math.max(first, last - MAX_DAYS * MS_PER_DAY);
  return { from: new Date(start).toISOString(), to: new Date(last).toISOString() };
}

function findWords({ from, to }: AskedTime, now: Date): string | null {
  if (from === null || !INSTANT.test(from)) return "Its start is not a time.";
  if (to === null || !INSTANT.test(to)) return "Its end is not a time.";
  const [start, end] = [toMs(from), toMs(to)];
  if (start === null) return "Its start is not a time.";
  if (end === null) return "Its end is not a time.";
  if (end <= start) return "Its end is before its start.";
  if (start > now.getTime()) return "Its start is in the future.";
  return end - start > MAX_DAYS * MS_PER_DAY ? `It is longer than ${MAX_DAYS} days.` : null;
}

/** Why the portal cannot answer for the times of a URL, in words; null where it can or none is asked for. */
export function findTimeProblem(asked: AskedTime, now: Date): TimeProblem | null {
  if (asked.from === null && asked.to === null) return null;
  const says = findWords(asked, now);
  return says === null ? null : { says, nearest: toNearest(asked, now) };
}
