import { describe, expect, it } from "vitest";
import { planWindows } from "./plan-insights";

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
