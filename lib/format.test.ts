import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatAge,
  formatChange,
  formatCount,
  formatCountOf,
  formatDateTime,
  formatDay,
  formatDayRange,
  formatDuration,
  formatPercent,
  formatTime,
  formatTokens,
  formatUsd,
  formatUsdExact,
  MISSING,
} from "./format";
import { formatUsdCompact, formatWeekday, formatUsdPerCall } from "./format-details";

/** What a person reads: every kind of space is a space. */
function toPlain(text: string): string {
  return text.replace(/\s/g, " ");
}

const now = new Date("2026-11-22T14:09:30Z");
const unknowns = [null, undefined, NaN, Infinity, -Infinity];

describe("missing figures", () => {
  const formatters = [
    formatUsd,
    formatUsdExact,
    formatUsdPerCall,
    formatUsdCompact,
    formatTokens,
    formatCount,
    formatPercent,
    formatDuration,
  ];
  it.each(formatters)("%o shows a dash, never a zero", (format) => {
    for (const value of unknowns) expect(format(value)).toBe(MISSING);
  });

  it.each(formatters)("%o shows a negative zero as a zero", (format) => {
    expect(format(-0)).toBe(format(0));
    expect(format(0)).not.toBe(MISSING);
  });
});

describe("formatUsd", () => {
  it.each([
    [4812.37, "$4,812.37"],
    [0, "$0.00"],
    [0.01, "$0.01"],
    [0.009999, "<$0.01"],
    [0.000001, "<$0.01"],
    [-3.2, "−$3.20"],
    [-0.001, ">−$0.01"],
    [1234567890.5, "$1,234,567,890.50"],
    [0.995, "$1.00"],
  ])("shows %d as %s", (value, text) => {
    expect(formatUsd(value)).toBe(text);
  });

  it("never shows something as nothing", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (value) => {
        expect(formatUsd(value)).not.toBe("$0.00");
      }),
    );
  });
});

describe("formatUsdExact", () => {
  it.each([
    [0.001234, "$0.001234"],
    [4812.37, "$4,812.37"],
    [1.5, "$1.50"],
    [-0.000001, "−$0.000001"],
  ])("shows %d as %s", (value, text) => {
    expect(formatUsdExact(value)).toBe(text);
  });
});

describe("formatUsdPerCall", () => {
  it.each([
    [0.15643, "$0.1564"],
    [0.0012345, "$0.001235"],
    [12.3456, "$12.35"],
    [1234.5, "$1,235"],
    [0, "$0.00"],
  ])("shows %d with four significant digits: %s", (value, text) => {
    expect(formatUsdPerCall(value)).toBe(text);
  });
});

describe("formatUsdCompact", () => {
  it.each([
    [850, "$850"],
    [4812.37, "$4.8 K"],
    [0.25, "$0.25"],
    [0.004, "$0.004"],
    [0, "$0"],
    [-2500000, "−$2.5 M"],
  ])("shows %d as %s", (value, text) => {
    expect(toPlain(formatUsdCompact(value))).toBe(toPlain(text));
  });
});

describe("formatTokens", () => {
  it.each([
    [0, "0"],
    [999, "999"],
    [1000, "1 K"],
    [999_949, "999.9 K"],
    [999_950, "1 M"],
    [318_400_000, "318.4 M"],
    [61_000_000, "61 M"],
    [2_500_000_000, "2.5 B"],
    [7_100_000_000_000, "7.1 T"],
    [1e18, "1,000,000 T"],
    [-1500, "−1.5 K"],
  ])("shows %d as %s", (value, text) => {
    expect(toPlain(formatTokens(value))).toBe(text);
  });
});

describe("formatCount", () => {
  it("separates thousands and names what is counted", () => {
    expect(formatCount(48_120)).toBe("48,120");
    expect(formatCountOf(1, "agent")).toBe("1 agent");
    expect(formatCountOf(14, "agent")).toBe("14 agents");
    expect(formatCountOf(2, "day left", "days left")).toBe("2 days left");
  });
});

describe("formatPercent", () => {
  it.each([
    [0, "0 %"],
    [0.0004, "<0.1 %"],
    [0.0005, "0.1 %"],
    [0.05, "5.0 %"],
    [0.0994, "9.9 %"],
    [0.0995, "10 %"],
    [0.771, "77 %"],
    [0.9949, "99 %"],
    [0.9999, ">99 %"],
    [1, "100 %"],
    [12.4, "1,240 %"],
    [-0.034, "−3.4 %"],
  ])("shows the share %d as %s", (share, text) => {
    expect(toPlain(formatPercent(share))).toBe(text);
  });
});

describe("formatChange", () => {
  it("carries the direction in sign and words", () => {
    const up = formatChange(112, 100);
    expect({ ...up, text: toPlain(up.text), words: toPlain(up.words) }).toEqual({
      direction: "up",
      text: "+12 %",
      words: "up 12 % from the previous period",
    });
    const down = formatChange(97, 100);
    expect({ ...down, text: toPlain(down.text), words: toPlain(down.words) }).toEqual({
      direction: "down",
      text: "−3.0 %",
      words: "down 3.0 % from the previous period",
    });
  });

  it("does not divide by nothing", () => {
    expect(formatChange(5, 0)).toMatchObject({ direction: "up", text: "new" });
    expect(formatChange(0, 0)).toMatchObject({ direction: "flat" });
    expect(toPlain(formatChange(0, 5).text)).toBe("−100 %");
  });

  it("is missing where either side is", () => {
    for (const unknown of unknowns) {
      expect(formatChange(unknown, 1)).toMatchObject({ direction: "none", text: MISSING });
      expect(formatChange(1, unknown)).toMatchObject({ direction: "none", text: MISSING });
    }
  });
});

describe("days and times", () => {
  it("leaves the year away only when it is this one", () => {
    expect(formatDay("2026-11-22", now)).toBe("22 Nov");
    expect(formatDay("2026-09-05", now)).toBe("5 Sep");
    expect(formatDay("2025-11-22", now)).toBe("22 Nov 2025");
    expect(formatWeekday("2026-11-22", now)).toBe("Sun 22 Nov");
    expect(formatDay("2026-02-30", now)).toBe(MISSING);
    expect(formatDay(null, now)).toBe(MISSING);
  });

  it("joins both ends of a range", () => {
    expect(formatDayRange("2026-10-24", "2026-11-22", now)).toBe("24 Oct – 22 Nov");
    expect(formatDayRange("2026-11-22", "2026-11-22", now)).toBe("22 Nov");
  });

  it("shows 24 hours with the zone", () => {
    expect(toPlain(formatTime("2026-11-22T14:05:59Z"))).toBe("14:05 UTC");
    expect(toPlain(formatTime("2026-11-22T00:05:00Z"))).toBe("00:05 UTC");
    expect(formatTime("yesterday")).toBe(MISSING);
    expect(toPlain(formatDateTime("2026-11-21T23:59:00Z", now))).toBe("21 Nov, 23:59 UTC");
  });
});

describe("formatDuration", () => {
  it.each([
    [0, "0 ms"],
    [420, "420 ms"],
    [45_000, "45 s"],
    [3_600_000, "1 h"],
    [3_661_000, "1 h 1 min"],
    [(8 * 24 + 4) * 3_600_000 + 59_000, "8 d 4 h"],
    [8 * 86_400_000 + 60_000, "8 d"],
  ])("shows %d ms as %s", (durationMs, text) => {
    expect(toPlain(formatDuration(durationMs))).toBe(text);
  });

  it("knows no negative lengths", () => {
    expect(formatDuration(-1)).toBe(MISSING);
  });
});

describe("formatAge", () => {
  it.each([
    ["2026-11-22T14:09:00Z", "just now"],
    ["2026-11-22T14:05:30Z", "4 min ago"],
    ["2026-11-22T11:05:30Z", "3 h ago"],
    ["2026-11-20T14:05:30Z", "2 d ago"],
    ["2026-11-22T15:00:00Z", "just now"],
    ["never", MISSING],
  ])("shows %s as %s", (instant, text) => {
    expect(toPlain(formatAge(instant, now))).toBe(text);
  });
});
