import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addRoundedUsd } from "./micro-usd";
import { Decimal, parseUsd, roundSharesToMicroUsd, sumUsd, toMicroUsd } from "./money";

describe("parseUsd", () => {
  it("keeps what a double cannot add", () => {
    const total = sumUsd(["0.1", "0.2"].map(parseUsd));
    expect(total.toString()).toBe("0.3");
  });

  it("takes a number in exponent notation", () => {
    expect(parseUsd(2.5e-6).toString()).toBe("0.0000025");
  });

  it.each(["NaN", "Infinity", "abc"])("refuses %s", (text) => {
    expect(() => parseUsd(text)).toThrow();
  });
});

describe("roundSharesToMicroUsd", () => {
  it("rounds three thirds of a millionth so that they add up", () => {
    const third = new Decimal("0.000001").div(3);
    expect(roundSharesToMicroUsd([third, third, third])).toEqual([0.000001, 0, 0]);
  });

  it("makes two different splits of one total add up to the same number", () => {
    const amount = fc
      .bigInt({ min: 0n, max: 10n ** 15n })
      .map((pico) => new Decimal(pico.toString()).div("1e12"));
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 30 }), (amounts) => {
        const half = Math.ceil(amounts.length / 2);
        const merged = [sumUsd(amounts.slice(0, half)), sumUsd(amounts.slice(half))];
        const byPart = addRoundedUsd(roundSharesToMicroUsd(amounts));
        const byHalf = addRoundedUsd(roundSharesToMicroUsd(merged));
        expect(byPart).toBe(byHalf);
        expect(Math.round(byPart * 1e6)).toBe(toMicroUsd(sumUsd(amounts)));
      }),
    );
  });

  it("moves no share by more than a millionth", () => {
    const amounts = ["0.0000015", "1.2345678", "0"].map(parseUsd);
    roundSharesToMicroUsd(amounts).forEach((rounded, index) => {
      expect(amounts[index]?.minus(rounded).abs().lessThanOrEqualTo("0.000001")).toBe(true);
    });
  });
});
