import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/time";
import { MAX_RANGE_DAYS } from "@/lib/usage/period";
import { findRangeProblem, resolveRange, toRangeState } from "./resolve-range";

const today = "2026-11-22";
const none = { range: null, from: null, to: null };

describe("resolveRange", () => {
  it.each([
    ["7d", "2026-11-16"],
    ["30d", "2026-10-24"],
    ["month", "2026-11-01"],
    ["3m", "2026-08-23"],
  ] as const)("%s starts on %s and ends today", (range, startDate) => {
    expect(resolveRange({ ...none, range }, today)).toMatchObject({
      startDate,
      endDate: today,
      preset: range,
    });
  });

  it("is the last 30 days where the URL says nothing", () => {
    expect(resolveRange(none, today).preset).toBe("30d");
  });

  it("counts three months back from a month that is longer", () => {
    expect(resolveRange({ ...none, range: "3m" }, "2026-05-31").startDate).toBe("2026-03-01");
  });

  it("takes a custom range and falls back when it cannot be asked for", () => {
    const custom = { range: null, from: "2026-01-05", to: "2026-02-03" };
    expect(resolveRange(custom, today)).toMatchObject({
      startDate: "2026-01-05",
      endDate: "2026-02-03",
      preset: null,
    });
    expect(resolveRange({ ...custom, to: "2026-01-04" }, today).preset).toBe("30d");
    expect(resolveRange({ ...custom, from: "2026-13-01" }, today).preset).toBe("30d");
    expect(resolveRange({ ...custom, to: null }, today).preset).toBe("30d");
  });
});

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
});

describe("toRangeState", () => {
  it("is undone by resolveRange", () => {
    const offset = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(offset, offset, (start, length) => {
        const to = addDays(today, -start);
        const from = addDays(to, -length);
        const resolved = resolveRange(toRangeState({ from, to }, today), today);
        expect([resolved.startDate, resolved.endDate]).toEqual([from, to]);
      }),
    );
  });
});
