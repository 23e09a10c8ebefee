import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, countDays } from "@/lib/time";
import { MAX_RANGE_DAYS } from "@/lib/usage/period";
import { findRangeProblem } from "./range-problem";
import { RANGE_PRESETS, resolveRange } from "./resolve-range";
import { stepRange, toRangeState, toYearToDate } from "./step-range";

const today = "2026-11-22";
const none = { range: null, from: null, to: null };

describe("stepRange", () => {
  const days = fc.integer({ min: 0, max: 900 }).map((count) => addDays(today, -count));

  it("steps a preset by its own length", () => {
    const earlier = stepRange(resolveRange({ ...none, range: "7d" }, today), -1, today);
    expect(earlier).toEqual({ range: null, from: "2026-11-09", to: "2026-11-15" });
  });

  it("comes back to the preset", () => {
    for (const range of RANGE_PRESETS) {
      const start = resolveRange({ ...none, range }, today);
      const earlier = resolveRange(stepRange(start, -1, today), today);
      expect(stepRange(earlier, 1, today)).toEqual({ ...none, range });
    }
  });

  it("steps whole months by months", () => {
    const october = stepRange(resolveRange({ ...none, range: "month" }, today), -1, today);
    expect(october).toEqual({ range: null, from: "2026-10-01", to: "2026-10-31" });
    const september = stepRange(resolveRange(october, today), -1, today);
    expect(september).toEqual({ range: null, from: "2026-09-01", to: "2026-09-30" });
  });

  it("never leaves what can be asked for", () => {
    fc.assert(
      fc.property(days, days, fc.constantFrom(-1, 1), (one, other, step) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        fc.pre(countDays({ from, to }) <= MAX_RANGE_DAYS);
        const start = resolveRange({ range: null, from, to }, today);
        const next = resolveRange(stepRange(start, step === 1 ? 1 : -1, today), today);
        expect(findRangeProblem(next.startDate, next.endDate, today)).toBeNull();
      }),
    );
  });
});

describe("toYearToDate", () => {
  it("goes from 1 January to today", () => {
    expect(toYearToDate(today)).toEqual({ ...none, from: "2026-01-01", to: today });
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
