import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Decimal } from "@/lib/money";
import {
  formatHeldReading,
  judgeDay,
  parseHeldReading,
  sumFigures,
  toFingerprint,
  type AgentFigures,
  type DayReading,
  type HeldReading,
} from "./judge-day";

const MINUTE = 60_000;
const T0 = new Date("2026-11-22T10:00:00Z");

function toFigures(byAgent: Record<string, [string, number, number]>): AgentFigures {
  return new Map(
    Object.entries(byAgent).map(([agentId, [cost, callCount, totalTokens]]) => [
      agentId,
      { costUsd: new Decimal(cost), callCount, totalTokens },
    ]),
  );
}

function toReading(figures: AgentFigures, minutes = 0, hasRejections = false): DayReading {
  const rows = [...figures].map(([id, f]) => `${id} ${f.costUsd.toFixed()} ${f.callCount}`);
  const readAt = new Date(T0.getTime() + minutes * MINUTE);
  return { figures, fingerprint: toFingerprint(rows), readAt, hasRejections };
}

function holdOf(stored: AgentFigures, reading: DayReading, held: HeldReading | null): HeldReading {
  const verdict = judgeDay(stored, reading, held, MINUTE);
  if (verdict.decision !== "hold") throw new Error(`expected a hold, got ${verdict.decision}`);
  return verdict.keepHeld;
}

const STORED = toFigures({ a: ["1.5", 10, 1000], b: ["0.5", 5, 300] });
const LESS = toFigures({ a: ["1.5", 10, 1000], b: ["0.4", 5, 300] });

describe("judgeDay", () => {
  it("takes the same, more, and anything over nothing", () => {
    expect(judgeDay(STORED, toReading(STORED), null, MINUTE).decision).toBe("take");
    const more = toFigures({ a: ["2", 12, 1100], b: ["0.5", 5, 300], c: ["0", 1, 0] });
    expect(judgeDay(STORED, toReading(more), null, MINUTE).decision).toBe("take");
    expect(judgeDay(new Map(), toReading(LESS), null, MINUTE).decision).toBe("take");
    expect(judgeDay(new Map(), toReading(new Map()), null, MINUTE).decision).toBe("take");
  });

  it("takes a cost that is less by rounding only", () => {
    const rounded = toFigures({ a: ["1.4999999995", 10, 1000], b: ["0.5", 5, 300] });
    expect(judgeDay(STORED, toReading(rounded), null, MINUTE).decision).toBe("take");
  });

  it.each([
    ["cost", LESS],
    ["calls", toFigures({ a: ["1.5", 9, 1000], b: ["0.5", 5, 300] })],
    ["tokens", toFigures({ a: ["1.5", 10, 999], b: ["0.5", 5, 300] })],
    ["an agent, even when the total grows", toFigures({ a: ["9", 99, 9999] })],
  ])("holds a reading that lost %s", (_, read) => {
    expect(judgeDay(STORED, toReading(read), null, MINUTE).decision).toBe("hold");
  });

  it("takes a held reading when a later one is the same, not one within the minute", () => {
    const held = holdOf(STORED, toReading(LESS), null);
    expect(judgeDay(STORED, toReading(LESS, 0.5), held, MINUTE).decision).toBe("hold");
    expect(judgeDay(STORED, toReading(LESS, 1), held, MINUTE).decision).toBe("take");
  });

  it("remembers the first sight of the same reading", () => {
    const held = holdOf(STORED, toReading(LESS), null);
    expect(holdOf(STORED, toReading(LESS, 0.5), held).readAt).toEqual(T0);
  });

  it("takes a later reading that grew since, and holds one that shrank further", () => {
    const held = holdOf(STORED, toReading(LESS), null);
    const grown = toFigures({ a: ["1.5", 10, 1000], b: ["0.45", 6, 310] });
    expect(judgeDay(STORED, toReading(grown, 2), held, MINUTE).decision).toBe("take");
    const shrunk = toFigures({ a: ["1.5", 10, 1000] });
    const heldAgain = holdOf(STORED, toReading(shrunk, 2), held);
    expect(heldAgain.fingerprint).toBe(toReading(shrunk).fingerprint);
  });

  it("never confirms with a reading that had to leave rows out", () => {
    const held = holdOf(STORED, toReading(LESS), null);
    expect(judgeDay(STORED, toReading(LESS, 5, true), held, MINUTE).decision).toBe("hold");
    expect(judgeDay(STORED, toReading(new Map(), 5, true), held, MINUTE).decision).toBe("hold");
  });

  it("keeps a day that vanished, however often", () => {
    expect(judgeDay(STORED, toReading(new Map(), 99), null, MINUTE).decision).toBe("gone");
  });

  it("never lowers a figure on a first reading", () => {
    const figures = fc.dictionary(
      fc.constantFrom("a", "b", "c"),
      fc.tuple(fc.nat(100).map(String), fc.nat(50), fc.nat(500)),
    );
    fc.assert(
      fc.property(figures, figures, (stored, read) => {
        const before = toFigures(stored);
        const after = toFigures(read);
        if (judgeDay(before, toReading(after), null, MINUTE).decision !== "take") return;
        const [was, is] = [sumFigures(before.values()), sumFigures(after.values())];
        expect(is.costUsd.greaterThanOrEqualTo(was.costUsd)).toBe(true);
        expect(is.callCount).toBeGreaterThanOrEqual(was.callCount);
        expect(is.totalTokens).toBeGreaterThanOrEqual(was.totalTokens);
      }),
    );
  });
});

describe("formatHeldReading", () => {
  it("survives the way through the database", () => {
    const held = holdOf(STORED, toReading(LESS), null);
    const back = parseHeldReading(formatHeldReading(held));
    expect(back.costUsd.equals(held.costUsd)).toBe(true);
    expect({ ...back, costUsd: null }).toEqual({ ...held, costUsd: null });
  });
});
