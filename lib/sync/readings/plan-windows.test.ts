import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, countDays, listDays, startOfDay } from "@/lib/time";
import {
  findHistoryRange,
  isDayDone,
  isOutdated,
  planWindows,
  toRecentRange,
} from "./plan-windows";

const TODAY = "2026-11-22";

describe("toRecentRange", () => {
  it("counts today as one of the days", () => {
    expect(toRecentRange(TODAY, 3)).toEqual({ from: "2026-11-20", to: TODAY });
    expect(toRecentRange(TODAY, 1)).toEqual({ from: TODAY, to: TODAY });
  });
});

describe("findHistoryRange", () => {
  it("ends on the day before the recent ones", () => {
    expect(findHistoryRange(TODAY, 3, 400)).toEqual({
      from: addDays(TODAY, -400),
      to: "2026-11-19",
    });
  });

  it("is null when all of the history is recent", () => {
    expect(findHistoryRange(TODAY, 3, 2)).toBeNull();
  });
});

describe("isDayDone", () => {
  const read = (readAt: string, rejectedRows = 0) => ({
    day: "2026-11-10",
    readAt: new Date(readAt),
    rejectedRows,
  });
  const now = new Date("2026-11-22T12:00:00Z");

  it("wants a reading on the day's last recent day", () => {
    expect(isDayDone(read("2026-11-12T00:00:05Z"), 3, now)).toBe(true);
    expect(isDayDone(read("2026-11-11T23:59:59Z"), 3, now)).toBe(false);
  });

  it("never takes a reading of the running day for final", () => {
    expect(isDayDone(read("2026-11-10T23:59:59Z"), 1, now)).toBe(false);
    expect(isDayDone(read("2026-11-11T00:00:00Z"), 1, now)).toBe(true);
  });

  it("tries days with rejected rows again after a day", () => {
    expect(isDayDone(read("2026-11-22T06:00:00Z", 2), 3, now)).toBe(true);
    expect(isDayDone(read("2026-11-20T06:00:00Z", 2), 3, now)).toBe(false);
  });
});

describe("isOutdated", () => {
  const readAt = new Date("2026-11-22T10:00:00Z");

  it("is what began before the stored reading", () => {
    expect(isOutdated(readAt, null)).toBe(false);
    expect(isOutdated(readAt, readAt)).toBe(false);
    expect(isOutdated(readAt, new Date("2026-11-22T09:59:59.999Z"))).toBe(false);
    expect(isOutdated(readAt, new Date("2026-11-22T10:00:00.001Z"))).toBe(true);
    expect(isOutdated(readAt, new Date("2026-11-22T10:59:00Z"))).toBe(true);
  });

  it("is not what a reading seems to be before that a wrong clock dated", () => {
    expect(isOutdated(readAt, new Date("2026-11-22T11:00:01Z"))).toBe(false);
    expect(isOutdated(readAt, new Date("2036-11-22T10:00:00Z"))).toBe(false);
  });
});

describe("planWindows", () => {
  it("starts with the newest days and splits at gaps", () => {
    const days = ["2026-11-01", "2026-11-02", "2026-11-05", "2026-11-06", "2026-11-07"];
    expect(planWindows(days, 2)).toEqual([
      { from: "2026-11-06", to: "2026-11-07" },
      { from: "2026-11-05", to: "2026-11-05" },
      { from: "2026-11-01", to: "2026-11-02" },
    ]);
  });

  it("covers exactly the open days, each once, within the size", () => {
    const openDays = fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { maxLength: 100 });
    fc.assert(
      fc.property(openDays, fc.integer({ min: 1, max: 30 }), (offsets, maxDays) => {
        const days = offsets.map((offset) => addDays(TODAY, -offset));
        const windows = planWindows(days, maxDays);
        expect(windows.flatMap(listDays).sort()).toEqual([...days].sort());
        expect(windows.every((window) => countDays(window) <= maxDays)).toBe(true);
        const starts = windows.map((window) => startOfDay(window.to).getTime());
        expect(starts).toEqual([...starts].sort((a, b) => b - a));
      }),
    );
  });
});
