import { describe, expect, it } from "vitest";
import { toRangeSnapshot, type RangeReading } from "./range-snapshot";
import type { FreshnessRules } from "./rules";

const rules: FreshnessRules = {
  now: new Date("2026-11-22T12:00:00Z"),
  recentDays: 3,
  historyDays: 400,
  staleAfterMs: 15 * 60_000,
};
const range = { from: "2026-11-16", to: "2026-11-22" };
const reading: RangeReading = {
  version: "7",
  coveredDays: 7,
  rejectedRows: 0,
  heldDays: 0,
  coveredUntil: new Date("2026-11-22T11:55:00Z"),
  lastOkAt: new Date("2026-11-22T11:55:00Z"),
  lastError: null,
};

describe("toRangeSnapshot", () => {
  it("is fresh when every day was read lately", () => {
    expect(toRangeSnapshot(range, reading, rules)).toMatchObject({ state: "fresh", reason: null });
  });

  it("goes stale, and keeps the upstream's words for administrators, when the last good reading is too old", () => {
    const old = { ...reading, lastOkAt: new Date("2026-11-22T11:00:00Z"), lastError: "HTTP 503" };
    const snapshot = toRangeSnapshot(range, old, rules);
    expect(snapshot).toMatchObject({ state: "stale", cause: "HTTP 503" });
    expect(snapshot.reason).not.toContain("HTTP 503");
  });

  it("keeps a period that is over fresh while the upstream is down", () => {
    const past = { from: "2026-10-01", to: "2026-10-07" };
    const old = { ...reading, lastOkAt: new Date("2026-11-20T00:00:00Z") };
    expect(toRangeSnapshot(past, old, rules).state).toBe("fresh");
  });

  it("is partial and says how many days are missing", () => {
    const snapshot = toRangeSnapshot(range, { ...reading, coveredDays: 5 }, rules);
    expect(snapshot.state).toBe("partial");
    expect(snapshot.reason).toContain("2 days are not read yet");
  });

  it("says that days beyond the history are never read", () => {
    const long = { from: "2025-01-01", to: "2025-12-31" };
    expect(toRangeSnapshot(long, reading, rules).reason).toContain("figures before 2025-10-18");
  });

  it("is partial while a shrunken reading waits to be confirmed", () => {
    expect(toRangeSnapshot(range, { ...reading, heldDays: 1 }, rules).state).toBe("partial");
  });

  it("is empty, not zero, when nothing was ever read", () => {
    const nothing = { ...reading, coveredDays: 0, coveredUntil: null, lastError: "no route" };
    const snapshot = toRangeSnapshot(range, nothing, rules);
    expect(snapshot).toMatchObject({ state: "empty", asOf: null });
    expect(snapshot.cause).toBe("no route");
  });
});
