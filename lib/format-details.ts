import {
  cents,
  formatDay,
  isKnown,
  micro,
  MISSING,
  NBSP,
  toCompact,
  whole,
  withSign,
  type Figure,
} from "./format";
import { groupThousands, roundTo, toDecimalText } from "./numerals";
import { isIsoDay, startOfDay, type IsoDay } from "./time";

// Apart from `format.ts`, so that the first script of a tenant's page does without them.

/** `0.1564`, `12.30`, `12,350`: so many significant digits of a figure over 0 and to 1e15. */
export function toSignificantText(value: number, digits: number): string {
  const [, exponent = "0"] = value.toExponential(digits - 1).split("e");
  const decimals = digits - 1 - Number(exponent);
  if (decimals >= 0) return groupThousands(roundTo(value, decimals).toFixed(decimals));
  const unit = 10 ** -decimals;
  return groupThousands((Math.round(value / unit) * unit).toFixed(0));
}

/** USD with four significant digits, `$0.1564`. */
export function formatUsdPerCall(value: Figure): string {
  if (!isKnown(value)) return MISSING;
  if (value === 0) return "$0.00";
  return withSign(value, (absolute) => `$${toSignificantText(absolute, 4)}`);
}

/** USD without cents, for what is estimated: `$10,798`. */
export function formatUsdWhole(value: Figure): string {
  if (!isKnown(value)) return MISSING;
  return withSign(value, (absolute) => `$${whole(absolute)}`);
}

/** USD for an axis or a tight place: `$850`, `$4.8 K`, `$0.25`. */
export function formatUsdCompact(value: Figure): string {
  if (!isKnown(value)) return MISSING;
  return withSign(value, (absolute) => {
    if (absolute >= 1000) return `$${toCompact(absolute)}`;
    if (absolute === 0 || Number.isInteger(absolute)) return `$${whole(absolute)}`;
    return absolute < 0.01 ? `$${micro(absolute)}` : `$${cents(absolute)}`;
  });
}

/** A score out of 100 with the two decimals that it is ranked by: 79.96 does not look like 80. */
export function formatScore(value: Figure): string {
  return isKnown(value) ? withSign(value, cents) : MISSING;
}

/** A part of a score out of 100, `49.7`: parts are rounded to a tenth where they come from. */
export function formatPoints(value: Figure): string {
  return isKnown(value) ? withSign(value, (points) => toDecimalText(points, 1, 1)) : MISSING;
}

/** Days, hours and minutes that are left, `8 d 4 h 12 min`; null once it is due. */
export function formatCountdown(leftMs: Figure): string | null {
  if (!isKnown(leftMs) || leftMs <= 0) return null;
  const minutes = Math.floor(leftMs / 60_000);
  if (minutes === 0) return "less than a minute";
  const days = Math.floor(minutes / 1_440);
  const hours = Math.floor(minutes / 60) % 24;
  const parts = [
    days > 0 ? `${whole(days)}${NBSP}d` : "",
    days > 0 || hours > 0 ? `${hours}${NBSP}h` : "",
    `${minutes % 60}${NBSP}min`,
  ];
  return parts.filter(Boolean).join(" ");
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** A UTC day with its weekday, `Sun 22 Nov`. */
export function formatWeekday(day: IsoDay | null | undefined, now: Date = new Date()): string {
  if (!day || !isIsoDay(day)) return MISSING;
  return `${WEEKDAYS[startOfDay(day).getUTCDay()] ?? ""} ${formatDay(day, now)}`;
}
