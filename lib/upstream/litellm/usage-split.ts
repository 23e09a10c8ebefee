import { Decimal } from "@/lib/money";
import type { UsageMetrics } from "./records";
import {
  addUsage,
  COUNT_FIELDS,
  COUNT_WORDS,
  isSameCost,
  NO_USAGE,
  subtractUsage,
  sumUsage,
} from "./usage-metrics";

/** Where a split puts what LiteLLM does not attribute. */
export const UNKNOWN_PART = "unknown";

export type SplitResult =
  { ok: true; parts: ReadonlyMap<string, UsageMetrics> } | { ok: false; problem: string };

/** Moves a noise-sized cost into the parts, the largest first, and takes none below zero. */
function settleCostNoise(parts: Map<string, UsageMetrics>, noiseUsd: Decimal): void {
  const bySize = [...parts].sort(
    ([nameA, a], [nameB, b]) => b.costUsd.comparedTo(a.costUsd) || (nameA < nameB ? -1 : 1),
  );
  let left = noiseUsd;
  for (const [name, part] of bySize) {
    const costUsd = Decimal.max(0, part.costUsd.plus(left));
    left = left.minus(costUsd.minus(part.costUsd));
    parts.set(name, { ...part, costUsd });
    if (left.isZero()) return;
  }
}

/**
 * Makes a split add up to its total, exactly. What it lacks goes to "unknown", the noise of
 * floating point to the largest part. A split that exceeds its total is refused.
 */
export function fitSplit(
  total: UsageMetrics,
  split: ReadonlyMap<string, UsageMetrics>,
): SplitResult {
  const parts = new Map(split);
  const sum = sumUsage(parts.values());
  const rest = subtractUsage(total, sum);
  for (const field of COUNT_FIELDS) {
    if (rest[field] < 0) return { ok: false, problem: `adds up to more ${COUNT_WORDS[field]}` };
  }
  const isNoise = isSameCost(total.costUsd, sum.costUsd) && parts.size > 0;
  if (rest.costUsd.isNegative() && !isNoise) return { ok: false, problem: "adds up to more USD" };

  if (isNoise) settleCostNoise(parts, rest.costUsd);
  const missing = isNoise ? { ...rest, costUsd: NO_USAGE.costUsd } : rest;
  const lacksSomething =
    !missing.costUsd.isZero() || COUNT_FIELDS.some((field) => missing[field] !== 0);
  if (lacksSomething) {
    parts.set(UNKNOWN_PART, addUsage(parts.get(UNKNOWN_PART) ?? NO_USAGE, missing));
  }
  return { ok: true, parts };
}
