import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/time";
import { MAX_RANGE_DAYS } from "@/lib/usage/period";
import { findRangeProblem } from "./range-problem";
import { isAskable } from "./resolve-range";

const today = "2026-11-22";

describe("findRangeProblem", () => {
  it.each([
    ["", today, "from"],
    [today, "", "to"],
    ["2026-11-23", "2026-11-24", "from"],
    ["2026-11-01", "2026-11-23", "to"],
    ["2026-11-20", "2026-11-19", "to"],
    [addDays(today, -MAX_RANGE_DAYS), today, "from"],
  ])("refuses %j to %j at the field %s", (from, to, field) => {
    expect(findRangeProblem(from, to, today)?.field).toBe(field);
  });

  it("allows the longest range and a single day", () => {
    expect(findRangeProblem(addDays(today, 1 - MAX_RANGE_DAYS), today, today)).toBeNull();
    expect(findRangeProblem(today, today, today)).toBeNull();
  });

  it("has words for exactly what cannot be asked for", () => {
    const day = fc.oneof(
      fc.integer({ min: -500, max: 30 }).map((offset) => addDays(today, offset)),
      fc.constantFrom("", "today", "2026-02-30"),
    );
    fc.assert(
      fc.property(day, day, (from, to) => {
        expect(findRangeProblem(from, to, today) === null).toBe(isAskable(from, to, today));
      }),
    );
  });
});
