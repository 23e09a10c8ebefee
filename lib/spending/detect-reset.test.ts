import { describe, expect, it } from "vitest";
import { Decimal, sumUsd } from "@/lib/money";
import { observeCounter, spreadOverDays, type KnownCounter } from "./detect-reset";

const at = (text: string) => new Date(text);
const usd = (amount: number) => new Decimal(amount);

const KNOWN: KnownCounter = {
  state: "ok",
  spendUsd: usd(40),
  readAt: at("2026-10-31T23:55:00Z"),
  resetAt: at("2026-11-01T00:00:00Z"),
  pendingResetAt: null,
  hasPeriod: true,
};
const NEXT = at("2026-12-01T00:00:00Z");

describe("what a reading of a counter says", () => {
  it("knows nothing of the time before the first reading", () => {
    const observed = observeCounter(null, { spendUsd: usd(80), resetAt: NEXT }, NEXT, null);
    expect(observed).toMatchObject({ change: "first", spent: null });
  });

  it("counts all of a customer that was not there at the last reading", () => {
    const since = at("2026-11-05T10:00:00Z");
    const now = at("2026-11-05T10:05:00Z");
    const observed = observeCounter(null, { spendUsd: usd(2), resetAt: NEXT }, now, since);
    expect(observed?.spent).toEqual({ from: since, to: now, spendUsd: usd(2) });
  });

  it("says nothing when nothing moved, floating point noise included", () => {
    const known = { ...KNOWN, resetAt: NEXT };
    const read = { spendUsd: usd(40.0000000001), resetAt: NEXT };
    expect(observeCounter(known, read, at("2026-11-05T00:00:00Z"), null)).toBeNull();
  });

  it("finds a reset by the drop after the date: only what came since is counted", () => {
    const now = at("2026-11-01T00:12:00Z");
    const observed = observeCounter(KNOWN, { spendUsd: usd(0.5), resetAt: NEXT }, now, null);
    expect(observed).toMatchObject({ change: "reset", periodEndedAt: KNOWN.resetAt });
    expect(observed?.spent).toEqual({ from: KNOWN.resetAt, to: now, spendUsd: usd(0.5) });
  });

  it("finds a reset by the date alone when the counter has outgrown the old one since", () => {
    const now = at("2026-11-20T00:00:00Z");
    const observed = observeCounter(KNOWN, { spendUsd: usd(55), resetAt: NEXT }, now, null);
    expect(observed).toMatchObject({ change: "reset" });
    expect(observed?.spent?.spendUsd.toNumber()).toBe(55);
  });

  it("waits for a reset job that moved the date first and the counter later", () => {
    const first = at("2026-11-01T00:05:00Z");
    const moved = observeCounter(KNOWN, { spendUsd: usd(40.2), resetAt: NEXT }, first, null);
    expect(moved).toMatchObject({ change: "spend", pendingResetAt: KNOWN.resetAt });
    expect(moved?.spent?.spendUsd.toNumber()).toBeCloseTo(0.2);
    const known: KnownCounter = {
      ...KNOWN,
      spendUsd: usd(40.2),
      readAt: first,
      resetAt: NEXT,
      pendingResetAt: moved?.pendingResetAt ?? null,
    };
    const second = at("2026-11-01T00:15:00Z");
    const dropped = observeCounter(known, { spendUsd: usd(0.1), resetAt: NEXT }, second, null);
    expect(dropped).toMatchObject({ change: "reset", periodEndedAt: KNOWN.resetAt });
    expect(dropped?.spent).toEqual({ from: first, to: second, spendUsd: usd(0.1) });
  });

  it("takes a reset that is only late as spending until it shows", () => {
    const now = at("2026-11-01T00:06:00Z");
    const same = { spendUsd: usd(40.3), resetAt: KNOWN.resetAt };
    expect(observeCounter(KNOWN, same, now, null)).toMatchObject({ change: "spend" });
  });

  it("counts nothing when a counter is lowered in the middle of a period", () => {
    const known = { ...KNOWN, resetAt: NEXT };
    const read = { spendUsd: usd(25), resetAt: NEXT };
    expect(observeCounter(known, read, at("2026-11-09T10:00:00Z"), null)).toMatchObject({
      change: "lowered",
      spent: null,
    });
  });

  it("counts all of a customer that was deleted and made again", () => {
    const gone = { ...KNOWN, state: "absent" as const, spendUsd: null, resetAt: null };
    const now = at("2026-11-01T09:00:00Z");
    const observed = observeCounter(gone, { spendUsd: usd(3), resetAt: NEXT }, now, null);
    expect(observed).toMatchObject({ change: "recreated" });
    expect(observed?.spent?.spendUsd.toNumber()).toBe(3);
  });
});

describe("spend by day", () => {
  it("gives a span within a day to that day", () => {
    const span = {
      from: at("2026-11-05T10:00:00Z"),
      to: at("2026-11-05T10:05:00Z"),
      spendUsd: usd(1),
    };
    expect(spreadOverDays(span)).toEqual([
      { day: "2026-11-05", spendUsd: usd(1), isSpread: false },
    ]);
  });

  it("spreads a longer one evenly and loses nothing", () => {
    const span = {
      from: at("2026-11-05T12:00:00Z"),
      to: at("2026-11-08T01:17:31Z"),
      spendUsd: usd(10 / 3),
    };
    const shares = spreadOverDays(span);
    expect(shares.map((share) => share.day)).toEqual([
      "2026-11-05",
      "2026-11-06",
      "2026-11-07",
      "2026-11-08",
    ]);
    expect(sumUsd(shares.map((share) => share.spendUsd)).equals(span.spendUsd)).toBe(true);
    expect(shares.every((share) => share.isSpread)).toBe(true);
  });
});
