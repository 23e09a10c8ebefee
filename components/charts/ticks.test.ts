import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toTicks } from "./ticks";

describe("toTicks", () => {
  it("starts at zero, rises in equal round steps and reaches the maximum", () => {
    expect(toTicks(61_000_000)).toEqual([0, 20_000_000, 40_000_000, 60_000_000, 80_000_000]);
    expect(toTicks(0.9)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (max) => {
        const ticks = toTicks(max);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-9));
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });

  it("keeps counts whole", () => {
    expect(toTicks(2, 4, 1)).toEqual([0, 1, 2]);
  });

  it("draws an axis when there is nothing", () => {
    expect(toTicks(0, 4, 1)).toEqual([0, 1]);
  });
});
