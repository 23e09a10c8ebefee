import { describe, expect, it } from "vitest";
import { addDays, addMonths, countDays, listDays } from "@/lib/time";
import { splitWholeMonths } from "./whole-months";

describe("splitWholeMonths", () => {
  it.each([
    ["2026-01-01", "2026-01-31", "2026-01-01", "2026-01-01", []],
    ["2026-01-01", "2026-03-15", "2026-01-01", "2026-02-01", ["2026-03-01/2026-03-15"]],
    ["2025-12-31", "2026-01-31", "2026-01-01", "2026-01-01", ["2025-12-31/2025-12-31"]],
    [
      "2026-08-25",
      "2026-11-22",
      "2026-09-01",
      "2026-10-01",
      ["2026-08-25/2026-08-31", "2026-11-01/2026-11-22"],
    ],
  ])("%s to %s", (from, to, firstMonth, lastMonth, days) => {
    const split = splitWholeMonths({ from, to });
    expect(split?.months).toEqual({ from: firstMonth, to: lastMonth });
    expect(split?.days.map((range) => `${range.from}/${range.to}`)).toEqual(days);
  });

  it.each([
    ["2026-02-02", "2026-02-28"],
    ["2026-02-01", "2026-02-27"],
    ["2026-02-15", "2026-03-30"],
    ["2026-02-10", "2026-02-10"],
  ])("finds no whole month from %s to %s", (from, to) => {
    expect(splitWholeMonths({ from, to })).toBeNull();
  });

  it("names each day of any range once", () => {
    for (let start = 0; start < 70; start += 1) {
      for (const length of [1, 27, 28, 31, 32, 59, 60, 90, 400]) {
        const from = addDays("2024-01-20", start);
        const range = { from, to: addDays(from, length - 1) };
        const split = splitWholeMonths(range);
        if (split === null) continue;
        const named = split.days.flatMap(listDays);
        let month = split.months.from;
        while (month <= split.months.to) {
          named.push(...listDays({ from: month, to: addDays(addMonths(month, 1), -1) }));
          month = addMonths(month, 1);
        }
        expect(named.length).toBe(countDays(range));
        expect(named.sort()).toEqual(listDays(range));
      }
    }
  });
});
