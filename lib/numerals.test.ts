import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toSignificantText } from "./format-details";
import { toDecimalText } from "./numerals";

/** Figures as the portal has them: whole counts, and money in millionths of a dollar. */
const figures = fc.oneof(
  fc.integer({ min: 0, max: 1e12 }),
  fc.integer({ min: 0, max: 1e12 }).map((micro) => micro / 1e6),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
);

const PLACES = [
  [0, 0],
  [0, 1],
  [1, 1],
  [2, 2],
  [2, 6],
] as const;

describe("toDecimalText", () => {
  it.each(PLACES)("writes from %i to %i decimals as Intl does", (minimum, maximum) => {
    const intl = new Intl.NumberFormat("en-US", {
      minimumFractionDigits: minimum,
      maximumFractionDigits: maximum,
    });
    fc.assert(
      fc.property(figures, (value) => {
        expect(toDecimalText(value, minimum, maximum)).toBe(intl.format(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [1.005, "1.01"],
    [0.125, "0.13"],
    [0.005, "0.01"],
    [0.0049, "0.00"],
    [1e-7, "0.00"],
    [999_999.995, "1,000,000.00"],
    [1e15, "1,000,000,000,000,000.00"],
  ])("writes %d as %s", (value, text) => {
    expect(toDecimalText(value, 2, 2)).toBe(text);
  });
});

describe("toSignificantText", () => {
  it("writes four digits as Intl does", () => {
    const intl = new Intl.NumberFormat("en-US", {
      minimumSignificantDigits: 4,
      maximumSignificantDigits: 4,
    });
    const positive = figures.filter((value) => value >= 1e-9);
    fc.assert(
      fc.property(positive, (value) => {
        expect(toSignificantText(value, 4)).toBe(intl.format(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [0.1564, "0.1564"],
    [9.99996, "10.00"],
    [12.3, "12.30"],
    [12_345, "12,350"],
    [0.000001, "0.000001000"],
  ])("writes %d as %s", (value, text) => {
    expect(toSignificantText(value, 4)).toBe(text);
  });
});
