import { Decimal } from "@/lib/money";
import type { UsageMetrics } from "./records";

export const COUNT_FIELDS = [
  "promptTokens",
  "completionTokens",
  "cacheReadTokens",
  "cacheCreationTokens",
  "totalTokens",
  "callCount",
  "failedCallCount",
] as const satisfies readonly (keyof UsageMetrics)[];

export const COUNT_WORDS: Readonly<Record<(typeof COUNT_FIELDS)[number], string>> = {
  promptTokens: "prompt tokens",
  completionTokens: "completion tokens",
  cacheReadTokens: "cache read tokens",
  cacheCreationTokens: "cache creation tokens",
  totalTokens: "tokens",
  callCount: "calls",
  failedCallCount: "failed calls",
};

export const NO_USAGE: UsageMetrics = {
  costUsd: new Decimal(0),
  promptTokens: 0,
  completionTokens: 0,
  cacheReadTokens: 0,
  cacheCreationTokens: 0,
  totalTokens: 0,
  callCount: 0,
  failedCallCount: 0,
};

function combine(a: UsageMetrics, b: UsageMetrics, sign: 1 | -1): UsageMetrics {
  const combined = {
    ...a,
    costUsd: sign === 1 ? a.costUsd.plus(b.costUsd) : a.costUsd.minus(b.costUsd),
  };
  for (const field of COUNT_FIELDS) combined[field] = a[field] + sign * b[field];
  return combined;
}

export function addUsage(a: UsageMetrics, b: UsageMetrics): UsageMetrics {
  return combine(a, b, 1);
}

/** May go below zero; only for comparing. */
export function subtractUsage(a: UsageMetrics, b: UsageMetrics): UsageMetrics {
  return combine(a, b, -1);
}

export function sumUsage(parts: Iterable<UsageMetrics>): UsageMetrics {
  let total = NO_USAGE;
  for (const part of parts) total = addUsage(total, part);
  return total;
}

/** How far sums of LiteLLM's floating point dollars may lie apart and still be the same amount. */
export function toFloatNoiseUsd(amountUsd: Decimal): Decimal {
  return amountUsd.abs().times(1e-12).plus(1e-9);
}

export function isSameCost(a: Decimal, b: Decimal): boolean {
  return a
    .minus(b)
    .abs()
    .lessThan(toFloatNoiseUsd(Decimal.max(a.abs(), b.abs())));
}
