import { toDecimalText } from "./numerals";
import { isIsoDay, MS_PER_DAY, startOfDay, type IsoDay } from "./time";

/** What stands where nothing is known; never for a zero. */
export const MISSING = "–";
export const NBSP = "\u00a0";
const MINUS = "\u2212";

/** Figures may be missing; NaN and infinities count as missing. */
export type Figure = number | null | undefined;

/** Neither missing nor without end. */
export function isKnown(value: Figure): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** Puts the sign before the currency and turns a hyphen into a minus; `render` gets the absolute value. */
export function withSign(value: number, render: (absolute: number) => string): string {
  const text = render(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text;
}

export const whole = (value: number) => toDecimalText(value, 0, 0);
const upToOne = (value: number) => toDecimalText(value, 0, 1);
const one = (value: number) => toDecimalText(value, 1, 1);
export const cents = (value: number) => toDecimalText(value, 2, 2);
export const micro = (value: number) => toDecimalText(value, 2, 6);

/** USD to the cent, `$4,812.37`; `<$0.01` for what is under a cent and not nothing. */
export function formatUsd(value: Figure): string {
  if (!isKnown(value)) return MISSING;
  if (value !== 0 && Math.abs(value) < 0.01) return value > 0 ? "<$0.01" : `>${MINUS}$0.01`;
  return withSign(value, (absolute) => `$${cents(absolute)}`);
}

/** USD to the millionth the portal works with, at least cents: `$0.001234`. */
export function formatUsdExact(value: Figure): string {
  if (!isKnown(value)) return MISSING;
  return withSign(value, (absolute) => `$${micro(absolute)}`);
}

const UNITS = ["", "K", "M", "B", "T"];

/** In thousands, millions and so on: `4.8 K`. */
export function toCompact(absolute: number): string {
  let scaled = absolute;
  let unit = 0;
  while (unit < UNITS.length - 1 && Number(scaled.toFixed(unit === 0 ? 0 : 1)) >= 1000) {
    scaled /= 1000;
    unit += 1;
  }
  if (unit === 0) return whole(scaled);
  return `${upToOne(scaled)}${NBSP}${UNITS[unit] ?? ""}`;
}

/** Tokens in short, `318.4 M`; the full figure is {@link formatCount}. */
export function formatTokens(value: Figure): string {
  return isKnown(value) ? withSign(value, toCompact) : MISSING;
}

/** A whole number with separators, `48,120`. */
export function formatCount(value: Figure): string {
  return isKnown(value) ? withSign(value, whole) : MISSING;
}

/** `1 agent`, `14 agents`; the plural is the word with an s where none is given. */
export function formatCountOf(value: Figure, word: string, plural = `${word}s`): string {
  return `${formatCount(value)} ${value === 1 ? word : plural}`;
}

/** A share (1 is 100 %): one decimal below 10, none from there; never rounds up to a full 100. */
export function formatPercent(share: Figure): string {
  if (!isKnown(share)) return MISSING;
  return withSign(share * 100, (percent) => {
    if (percent === 0) return `0${NBSP}%`;
    if (percent < 0.05) return `<0.1${NBSP}%`;
    if (percent < 9.95) return `${one(percent)}${NBSP}%`;
    if (percent < 100 && percent >= 99.5) return `>99${NBSP}%`;
    return `${whole(percent)}${NBSP}%`;
  });
}

export type ChangeDirection = "up" | "down" | "flat" | "none";

/** How a figure moved: a signed text without the arrow, and whole words for a screen reader. */
export interface Change {
  direction: ChangeDirection;
  text: string;
  words: string;
}

/** Compares with the previous period; missing where there is none, "new" where it had nothing. */
export function formatChange(current: Figure, previous: Figure): Change {
  if (!isKnown(current) || !isKnown(previous)) {
    return { direction: "none", text: MISSING, words: "no previous period to compare with" };
  }
  if (current === previous) {
    return { direction: "flat", text: `0${NBSP}%`, words: "unchanged from the previous period" };
  }
  const direction = current > previous ? "up" : "down";
  if (previous === 0) {
    return { direction, text: "new", words: "new: nothing in the previous period" };
  }
  const percent = formatPercent(Math.abs((current - previous) / previous));
  return {
    direction,
    text: `${direction === "up" ? "+" : MINUS}${percent}`,
    words: `${direction} ${percent} from the previous period`,
  };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** A UTC day, `22 Nov`; with the year when it is not the year of `now`. */
export function formatDay(day: IsoDay | null | undefined, now: Date = new Date()): string {
  if (!day || !isIsoDay(day)) return MISSING;
  const start = startOfDay(day);
  const text = `${start.getUTCDate()} ${MONTHS[start.getUTCMonth()] ?? ""}`;
  return Number(day.slice(0, 4)) === now.getUTCFullYear() ? text : `${text} ${day.slice(0, 4)}`;
}

/** Both days included: `24 Oct – 22 Nov`, one day as that day. */
export function formatDayRange(from: IsoDay, to: IsoDay, now: Date = new Date()): string {
  if (from === to) return formatDay(from, now);
  return `${formatDay(from, now)} – ${formatDay(to, now)}`;
}

function toInstant(value: string | Date | null | undefined): Date | null {
  if (!value) return null;
  const instant = typeof value === "string" ? new Date(value) : value;
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** 24-hour time with its zone, `14:05 UTC`. */
export function formatTime(value: string | Date | null | undefined): string {
  const instant = toInstant(value);
  return instant === null ? MISSING : `${instant.toISOString().slice(11, 16)}${NBSP}UTC`;
}

/** Day and time, `22 Nov, 14:05 UTC`. */
export function formatDateTime(
  value: string | Date | null | undefined,
  now: Date = new Date(),
): string {
  const instant = toInstant(value);
  if (instant === null) return MISSING;
  return `${formatDay(instant.toISOString().slice(0, 10), now)}, ${formatTime(instant)}`;
}

/** The two largest units of a length of time, `8 d 4 h`; under a second in `ms`. */
export function formatDuration(durationMs: Figure): string {
  if (!isKnown(durationMs) || durationMs < 0) return MISSING;
  if (durationMs < 1000) return `${whole(Math.abs(durationMs))}${NBSP}ms`;
  const seconds = Math.floor(durationMs / 1000);
  const units: [string, number][] = [
    ["d", Math.floor(seconds / 86_400)],
    ["h", Math.floor(seconds / 3600) % 24],
    ["min", Math.floor(seconds / 60) % 60],
    ["s", seconds % 60],
  ];
  const first = units.findIndex(([, count]) => count > 0);
  return units
    .slice(first, first + 2)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${whole(count)}${NBSP}${name}`)
    .join(" ");
}

/** How long ago, in its largest unit: `4 min ago`; `just now` under a minute and for clocks that run ahead. */
export function formatAge(value: string | Date | null | undefined, now: Date = new Date()): string {
  const instant = toInstant(value);
  if (instant === null) return MISSING;
  const ageMs = now.getTime() - instant.getTime();
  if (ageMs < 60_000) return "just now";
  if (ageMs < 3_600_000) return `${Math.floor(ageMs / 60_000)}${NBSP}min ago`;
  if (ageMs < MS_PER_DAY) return `${Math.floor(ageMs / 3_600_000)}${NBSP}h ago`;
  return `${whole(Math.floor(ageMs / MS_PER_DAY))}${NBSP}d ago`;
}
