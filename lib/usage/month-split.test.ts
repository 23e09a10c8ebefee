import { describe, expect, it } from "vitest";
import { addDays, addMonths, countDays, listDays, type DayRange } from "@/lib/time";
import { splitMonths } from "./month-split";

const toText = (ranges: readonly DayRange[]) =>
  ranges.map((range) => `${range.from}/${range.to}`).join(" ");

/** How often each day counts. */
function countByDay(range: DayRange): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (part: DayRange, by: number) => {
    for (const day of listDays(part)) counts.set(day, (counts.get(day) ?? 0) + by);
  };
  const { months, added, subtracted } = splitMonths(range);
  if (months) count({ from: months.from, to: addDays(addMonths(months.to, 1), -1) }, 1);
  for (const part of added) count(part, 1);
  for (const part of subtracted) count(part, -1);
  return counts;
}

describe("splitMonths", () => {
  it.each([
    ["a month", "2026-01-01", "2026-01-31", "2026-01-01/2026-01-01", "", ""],
    [
      "a short rest",
      "2026-01-01",
      "2026-03-10",
      "2026-01-01/2026-02-01",
      "2026-03-01/2026-03-10",
      "",
    ],
    [
      "a long rest",
      "2026-01-01",
      "2026-03-20",
      "2026-01-01/2026-03-01",
      "",
      "2026-03-21/2026-03-31",
    ],
    [
      "a day before",
      "2025-12-31",
      "2026-01-31",
      "2026-01-01/2026-01-01",
      "2025-12-31/2025-12-31",
      "",
    ],
    [
      "a month but a day",
      "2026-02-02",
      "2026-02-28",
      "2026-02-01/2026-02-01",
      "",
      "2026-02-01/2026-02-01",
    ],
    [
      "both edges",
      "2026-08-27",
      "2026-11-24",
      "2026-09-01/2026-11-01",
      "2026-08-27/2026-08-31",
      "2026-11-25/2026-11-30",
    ],
  ])("takes %s", (_, from, to, months, added, subtracted) => {
    const split = splitMonths({ from, to });
    expect(toText(split.months ? [split.months] : [])).toBe(months);
    expect(toText(split.added)).toBe(added);
    expect(toText(split.subtracted)).toBe(subtracted);
  });

  it.each([
    ["2026-02-10", "2026-02-10"],
    ["2026-01-16", "2026-01-17"],
    ["2026-11-10", "2026-11-20"],
    ["2026-02-20", "2026-03-05"],
  ])("leaves %s to %s to its days, which are fewer", (from, to) => {
    expect(splitMonths({ from, to })).toEqual({
      months: null,
      added: [{ from, to }],
      subtracted: [],
    });
  });

  it("counts each day of any range once and no other, from less than 32 days", () => {
    for (let start = 0; start < 70; start += 1) {
      for (const length of [1, 7, 15, 16, 27, 28, 30, 31, 32, 59, 60, 90, 400]) {
        const from = addDays("2024-01-20", start);
        const range = { from, to: addDays(from, length - 1) };
        const counted = [...countByDay(range)].filter(([, count]) => count !== 0);
        expect(counted.every(([, count]) => count === 1)).toBe(true);
        expect(counted.map(([day]) => day).sort()).toEqual(listDays(range));
        const { added, subtracted } = splitMonths(range);
        const days = [...added, ...subtracted].reduce((sum, part) => sum + countDays(part), 0);
        expect(days).toBeLessThan(32);
      }
    }
  });
});
