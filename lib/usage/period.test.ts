import { describe, expect, it } from "vitest";
import { toElapsedShareOfLastDay, toPreviousPeriod } from "./period";

describe("toPreviousPeriod", () => {
  it("takes the same number of days just before", () => {
    const range = { from: "2026-10-24", to: "2026-11-22" };
    expect(toPreviousPeriod(range)).toEqual({ from: "2026-09-24", to: "2026-10-23" });
  });

  it("compares a running month with the same days of the month before", () => {
    const range = { from: "2026-11-01", to: "2026-11-22" };
    expect(toPreviousPeriod(range)).toEqual({ from: "2026-10-01", to: "2026-10-22" });
  });

  it("clamps to the shorter month's end", () => {
    const range = { from: "2026-03-01", to: "2026-03-31" };
    expect(toPreviousPeriod(range)).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  });
});

describe("toElapsedShareOfLastDay", () => {
  const range = { from: "2026-11-01", to: "2026-11-22" };

  it("is the part of today that the snapshot covers", () => {
    expect(toElapsedShareOfLastDay(range, new Date("2026-11-22T12:00:00Z"))).toBe(0.5);
  });

  it("is whole for a period that is over", () => {
    expect(toElapsedShareOfLastDay(range, new Date("2026-11-23T00:00:01Z"))).toBe(1);
  });
});
