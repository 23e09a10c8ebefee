import { describe, expect, it } from "vitest";
import { toTrend } from "./trend";

describe("toTrend", () => {
  const range = { from: "2026-11-01", to: "2026-11-05" };

  it("tells a day that cost nothing from a day that was not read", () => {
    const covered = new Set(["2026-11-01", "2026-11-02"]);
    const trend = toTrend(range, 1, covered, [{ step: 0, cost_usd: 2 }]);
    expect(trend).toEqual([2, 0, null, null, null]);
  });

  it("adds days of a step; the last step may be shorter", () => {
    const covered = new Set(["2026-11-01", "2026-11-03", "2026-11-05"]);
    const points = [
      { step: 0, cost_usd: 1 },
      { step: 0, cost_usd: 2 },
      { step: 2, cost_usd: 5 },
    ];
    expect(toTrend(range, 2, covered, points)).toEqual([3, 0, 5]);
  });
});
