import { Decimal } from "@/lib/money";
import { expect, test } from "vitest";
import type { UsageMetrics } from "./records";
import { NO_USAGE, sumUsage } from "./usage-metrics";
import { fitSplit } from "./usage-split";

function usage(costUsd: string, callCount = 0): UsageMetrics {
  return { ...NO_USAGE, costUsd: new Decimal(costUsd), callCount };
}

function costsOf(total: UsageMetrics, split: Record<string, UsageMetrics>) {
  const result = fitSplit(total, new Map(Object.entries(split)));
  if (!result.ok) return result.problem;
  expect(sumUsage(result.parts.values()).costUsd.equals(total.costUsd)).toBe(true);
  return Object.fromEntries(
    [...result.parts].map(([name, part]) => [name, [part.costUsd.toFixed(), part.callCount]]),
  );
}

test("what a split lacks goes to unknown, which may be there already", () => {
  expect(costsOf(usage("3", 5), { a: usage("2", 4) })).toEqual({ a: ["2", 4], unknown: ["1", 1] });
  expect(costsOf(usage("3", 5), { a: usage("1", 1), unknown: usage("1", 3) })).toEqual({
    a: ["1", 1],
    unknown: ["2", 4],
  });
  expect(costsOf(usage("0.0000000001", 1), {})).toEqual({ unknown: ["0.0000000001", 1] });
});

test("float noise goes to the largest part, in both directions", () => {
  expect(costsOf(usage("3"), { a: usage("1"), b: usage("2.0000000003") })).toEqual({
    a: ["1", 0],
    b: ["2", 0],
  });
  expect(costsOf(usage("3.0000000001"), { a: usage("1"), b: usage("2") })).toEqual({
    a: ["1", 0],
    b: ["2.0000000001", 0],
  });
});

test("noise takes no part below zero", () => {
  const parts = { a: usage("0.0000000005"), b: usage("0.0000000004") };
  expect(costsOf(usage("0.0000000001"), parts)).toEqual({ a: ["0", 0], b: ["0.0000000001", 0] });
});

test("a split that exceeds its total is refused", () => {
  expect(costsOf(usage("3"), { a: usage("3.00001") })).toBe("adds up to more USD");
  expect(costsOf(usage("3", 1), { a: usage("3", 2) })).toBe("adds up to more calls");
});
