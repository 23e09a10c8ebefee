import { describe, expect, it } from "vitest";
import { areTablesDue, planWindows } from "./plan-insights";

const NOW = new Date("2026-11-22T10:30:00Z");

describe("planWindows", () => {
  it("asks for every missing day, the newest first, and for those that were not over", () => {
    const planned = planWindows("day", NOW, 4, [
      { startsAt: new Date("2026-11-20T00:00:00Z"), isOver: true },
      { startsAt: new Date("2026-11-21T00:00:00Z"), isOver: false },
    ]);
    expect(planned.map(({ startsAt }) => startsAt.toISOString().slice(0, 10))).toEqual([
      "2026-11-22",
      "2026-11-21",
      "2026-11-19",
    ]);
    expect(planned.map(({ isOver }) => isOver)).toEqual([false, true, true]);
    // The upstream refuses an end in the future.
    expect(planned[0]?.endsAt).toEqual(NOW);
  });

  it("keeps an hour open until the upstream has had time to finish it", () => {
    const planned = planWindows("hour", NOW, 62, []);
    expect(planned).toHaveLength(49);
    expect(planned.slice(0, 3).map(({ isOver }) => isOver)).toEqual([false, false, true]);
  });
});

describe("areTablesDue", () => {
  const at = (text: string) => ({ readAt: new Date(text), windowFrom: new Date(text) });

  it("reads short periods each time and long ones now and then", () => {
    expect(areTablesDue("1h", at("2026-11-22T09:30:00Z"), NOW, 60)).toBe(true);
    expect(areTablesDue("30d", at("2026-11-22T09:30:00Z"), NOW, 60)).toBe(false);
    expect(areTablesDue("30d", at("2026-11-21T20:30:00Z"), NOW, 60)).toBe(true);
    expect(areTablesDue("30d", undefined, NOW, 60)).toBe(true);
  });

  it("reads last month again when it is another month", () => {
    const october = { readAt: NOW, windowFrom: new Date("2026-10-01T00:00:00Z") };
    expect(areTablesDue("month", october, NOW, 60)).toBe(false);
    expect(areTablesDue("month", october, new Date("2026-12-01T00:10:00Z"), 60)).toBe(true);
  });
});
