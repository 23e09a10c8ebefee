import { describe, expect, it } from "vitest";
import {
  findPeriodStart,
  formatBudgetDuration,
  parseBudgetDuration,
  toElapsedShare,
  toPace,
} from "./period";

describe("LiteLLM's durations", () => {
  it.each(["30s", "15m", "24h", "7d", "30d", "2w", "1mo"])("%s is one", (text) => {
    expect(parseBudgetDuration(text)).not.toBeNull();
  });

  it.each(["", "30", "0d", "-7d", "30days", "1.5d", "2mo", "monthly", "99999d", " 7d", "7D"])(
    "%j is none",
    (text) => {
      expect(parseBudgetDuration(text)).toBeNull();
    },
  );

  it("says them in words", () => {
    const words = ["1mo", "7d", "1d", null, "odd"].map(formatBudgetDuration);
    expect(words).toEqual(["every month", "every 7 days", "every day", "never resets", "odd"]);
  });
});

const start = (duration: string | null, resetAt: string) =>
  findPeriodStart(duration, new Date(resetAt))?.toISOString() ?? null;

describe("the running period", () => {
  it("is the calendar month where LiteLLM ends it with one", () => {
    expect(start("30d", "2026-12-01T00:00:00Z")).toBe("2026-11-01T00:00:00.000Z");
    expect(start("1mo", "2026-03-01T00:00:00Z")).toBe("2026-02-01T00:00:00.000Z");
  });

  it("is as long as the duration says elsewhere", () => {
    expect(start("30d", "2026-12-05T10:00:00Z")).toBe("2026-11-05T10:00:00.000Z");
    expect(start("7d", "2026-11-23T00:00:00Z")).toBe("2026-11-16T00:00:00.000Z");
    expect(start(null, "2026-11-23T00:00:00Z")).toBeNull();
    expect(start("whenever", "2026-11-23T00:00:00Z")).toBeNull();
  });

  it("has a share that passed, and a pace from it", () => {
    const reset = new Date("2026-12-01T00:00:00Z");
    const half = toElapsedShare("30d", reset, new Date("2026-11-16T00:00:00Z"));
    expect(half).toBe(0.5);
    expect(toPace(0.75, half)).toBe(1.5);
    expect(toElapsedShare("30d", reset, new Date("2026-12-01T00:05:00Z"))).toBe(1);
    expect(toPace(0.2, 0.001)).toBeNull();
    expect(toPace(null, 0.5)).toBeNull();
  });
});
