import { describe, expect, it } from "vitest";
import { compareCounter, type CounterReading } from "./counter-drift";
import { toDriftWords } from "./forecast-words";

const now = new Date("2026-11-22T10:00:00Z");
const ledger = { sumUsd: 100, partialDayUsd: 0, missingDays: 0, readAt: now };
const reading: CounterReading = {
  counterUsd: 100,
  counterReadAt: now,
  ledger,
  resetAt: new Date("2026-12-01T00:00:00Z"),
  now,
};
const compare = (change: Partial<CounterReading>) => compareCounter({ ...reading, ...change });

describe("LiteLLM's counter beside the sum of its calls", () => {
  it.each([
    [100, false],
    [100.99, false],
    [101.01, true],
    [98.9, true],
    [99.05, false],
  ])("%f against 100 is flagged: %s", (counterUsd, isFlagged) => {
    expect(compare({ counterUsd }).is_flagged).toBe(isFlagged);
  });

  it("does not mind ten cents, whatever share that is", () => {
    const small = { ...ledger, sumUsd: 0.2 };
    expect(compare({ counterUsd: 0.29, ledger: small }).is_flagged).toBe(false);
    expect(compare({ counterUsd: 0.31, ledger: small }).is_flagged).toBe(true);
  });

  it("names the likely cause", () => {
    expect(compare({ counterUsd: 300 }).cause).toBe("counter-ahead");
    expect(compare({ counterUsd: 40 }).cause).toBe("counter-behind");
    const late = new Date(now.getTime() - 3_600_000);
    const newer = compare({ counterUsd: 300, ledger: { ...ledger, readAt: late } });
    expect(toDriftWords(newer)).toContain("1\u00a0h after the days");
    expect(compare({ counterUsd: 40, counterReadAt: late }).cause).toBe("days-are-newer");
  });

  it("lets a first day that is covered only in part explain what it can", () => {
    const partial = { ...ledger, partialDayUsd: 12 };
    expect(compare({ counterUsd: 90, ledger: partial })).toMatchObject({
      difference_usd: 0,
      is_flagged: false,
    });
    expect(compare({ counterUsd: 80, ledger: partial }).difference_usd).toBe(-8);
  });

  it("does not compare what is not there", () => {
    expect(compare({ ledger: null })).toMatchObject({ is_flagged: false, difference_usd: null });
    expect(compare({ ledger: { ...ledger, missingDays: 2 } })).toMatchObject({
      ...{ cause: "missing-days", missing_days: 2 },
    });
    expect(compare({ counterUsd: 900, resetAt: now })).toMatchObject({ cause: "reset-due" });
  });
});
