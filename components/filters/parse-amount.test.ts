import { describe, expect, it } from "vitest";
import { readPercents, readUsd, toAmountText } from "./parse-amount";

describe("a typed amount", () => {
  it.each([
    ["1250.50", 1250.5],
    ["1,5", 1.5],
    ["1,250.50", 1250.5],
    ["1.000,50", 1000.5],
    ["1 234,50", 1234.5],
    ["1\u202f234,50", 1234.5],
    ["1'234.50", 1234.5],
    ["1’234.50", 1234.5],
    ["1 234", 1234],
    ["1,234,567", 1234567],
    ["1.234.567", 1234567],
    ["1.234.567,8", 1234567.8],
    ["1234.567", 1234.567],
    ["0.125", 0.125],
    ["$ 40", 40],
    ["40 USD", 40],
    [".5", 0.5],
    ["5.", 5],
    ["+7", 7],
    ["0", 0],
  ])("%j is %s", (text, value) => {
    expect(readUsd(text)).toEqual({ value, issue: null });
  });

  it.each([
    ["abc"],
    ["1e15"],
    ["NaN"],
    ["$"],
    ["."],
    ["1,2,3"],
    ["1,23,456"],
    ["1,234.567.8"],
    ["1.234.56"],
    ["12 34"],
    ["1'234 567"],
    ["5 %"],
    ["-5"],
    ["99999999999"],
    ["0.0000001"],
  ])("%j is refused with words", (text) => {
    const { value, issue } = readUsd(text);
    expect(value).toBeNull();
    expect(issue).toMatch(/\w/);
  });

  it.each([["1,234"], ["1.234"], ["$999,000"]])("%j may be two amounts", (text) => {
    expect(readUsd(text).issue).toMatch(/for thousands, or .* for decimals/);
  });

  it("says how to write what may be two amounts", () => {
    expect(readUsd("1,234").issue).toBe("Write 1234 for thousands, or 1.2340 for decimals.");
    expect(readUsd("1.2340").value).toBe(1.234);
  });

  it.each([[""], ["  "]])("%j is nothing yet", (text) => {
    expect(readUsd(text)).toEqual({ value: null, issue: null });
  });

  it.each([[0], [0.1], [1.234], [1234], [1234.5], [0.000001], [1e9]])(
    "%s is read again as what it was",
    (amount) => {
      expect(readUsd(toAmountText(amount)).value).toBe(amount);
    },
  );
});

describe("typed percentages", () => {
  it.each([
    ["80, 100", [80, 100]],
    ["100 50 %; 80", [50, 80, 100]],
    ["82.5%", [82.5]],
    ["", []],
  ])("%j", (text, percents) => {
    expect(readPercents(text)).toEqual({ percents, issue: null });
  });

  it.each([["80,5"], ["abc"], ["80, x"], ["-5"], ["0"]])("%j is refused", (text) => {
    expect(readPercents(text).issue).toMatch(/spaces between/);
  });
});
