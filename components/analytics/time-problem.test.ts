import { describe, expect, it } from "vitest";
import { insightQuerySchema } from "@/lib/analytics/schema";
import { toFilterParameters } from "./analytics-search-params";
import { findTimeProblem } from "./time-problem";

const now = new Date("2026-11-22T10:00:00Z");
const who = { person: [], project: [] };

describe("the time of an analytics address", () => {
  it.each([
    ["abc", "def", /not a time/, null],
    ["2026-02-30x", null, /not a time/, null],
    ["2026-11-01T00:00:00Z", null, /end is not a time/, "2026-11-01T00:00:00.000Z"],
    [null, "2026-11-01T00:00:00Z", /start is not a time/, "2026-10-02T00:00:00.000Z"],
    ["2026-11-03T00:00:00Z", "2026-11-01T00:00:00Z", /before/, "2026-11-01T00:00:00.000Z"],
    ["2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z", /future/, "2026-11-21T10:00:00.000Z"],
    ["2020-01-01T00:00:00Z", "2026-11-01T00:00:00Z", /400 days/, "2025-09-27T00:00:00.000Z"],
    ["2026-11-01", "2026-11-02", /not a time/, "2026-11-01T00:00:00.000Z"],
  ])("%s to %s is refused with the nearest that can be shown", (from, to, says, start) => {
    const problem = findTimeProblem({ from, to }, now);
    expect(problem?.says).toMatch(says);
    expect(problem?.nearest?.from ?? null).toBe(start);
    if (problem?.nearest) expect(findTimeProblem(problem.nearest, now)).toBeNull();
  });

  it("never asks the portal for a time that it refuses", () => {
    const asked = toFilterParameters({ period: null, from: "abc", to: "def", ...who }, now);
    expect(asked).toMatchObject({ period: "30d" });
    expect(insightQuerySchema.safeParse({ period: "30d" }).success).toBe(true);
  });

  it("asks for what can be answered as it stands", () => {
    const time = { from: "2026-11-01T00:00:00Z", to: "2026-11-02T00:00:00Z" };
    expect(findTimeProblem(time, now)).toBeNull();
    expect(toFilterParameters({ period: null, ...time, ...who }, now)).toMatchObject(time);
    expect(findTimeProblem({ from: null, to: null }, now)).toBeNull();
  });
});
