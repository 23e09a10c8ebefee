import type { CustomerRow } from "./customer-model";
import { DAY_MS } from "./days";
import { mixed, Random } from "./random";

const SATURDAY = 6;
const SUNDAY = 0;

function isWeekend(day: number): boolean {
  const weekday = new Date(day * DAY_MS).getUTCDay();
  return weekday === SATURDAY || weekday === SUNDAY;
}

const weekendByDay = new Map<number, boolean>();

function isQuietDay(day: number): boolean {
  let known = weekendByDay.get(day);
  if (known === undefined) {
    known = isWeekend(day);
    weekendByDay.set(day, known);
  }
  return known;
}

/** Millionths of a dollar that the customer spends on a whole UTC day; always the same for the same day. */
export function spentOnDay(customer: CustomerRow, day: number): number {
  if (customer.seedIndex === null || customer.dailyMicroUsd === 0) return 0;
  const random = new Random(mixed(0xacc7, customer.seedIndex, day));
  const share = isQuietDay(day) ? customer.activeShare * 0.2 : customer.activeShare;
  if (!random.chance(share)) return 0;
  return Math.round(customer.dailyMicroUsd * random.between(0.3, 1.7));
}

/** What of a day is written by `nowMs`; the day's spend comes evenly over its hours. */
export function spentByMoment(customer: CustomerRow, day: number, nowMs: number): number {
  const passed = nowMs - day * DAY_MS;
  if (passed <= 0) return 0;
  const whole = spentOnDay(customer, day);
  return passed >= DAY_MS ? whole : Math.floor((whole * passed) / DAY_MS);
}

/** What was spent between two moments. */
export function spentBetween(customer: CustomerRow, fromMs: number, toMs: number): number {
  let sum = 0;
  const lastDay = Math.floor(toMs / DAY_MS);
  for (let day = Math.floor(fromMs / DAY_MS); day <= lastDay; day += 1) {
    sum += spentByMoment(customer, day, toMs);
    if (day * DAY_MS < fromMs) sum -= spentByMoment(customer, day, fromMs);
  }
  return sum;
}
