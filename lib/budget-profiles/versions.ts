import type { BudgetEdit, BudgetKind } from "@/lib/budgets/schema";
import type { ProfileRules } from "./schema";

const toMicro = (amount: number | null) =>
  amount === null ? null : Math.round(amount * 1e6) / 1e6;

/** The same rules in one writing: order and repetitions say nothing. */
export function normalizeRules(rules: ProfileRules): ProfileRules {
  const thresholds = new Map(
    rules.thresholds.map(({ basis, percent }) => [`${basis} ${percent}`, { basis, percent }]),
  );
  return {
    limit_usd: toMicro(rules.limit_usd),
    soft_limit_usd: toMicro(rules.soft_limit_usd),
    duration: rules.duration,
    thresholds: [...thresholds.values()].sort(
      (a, b) => b.basis.localeCompare(a.basis) || a.percent - b.percent,
    ),
    channel_ids: [...new Set(rules.channel_ids)].sort(),
  };
}

export function areSameRules(left: ProfileRules, right: ProfileRules): boolean {
  return JSON.stringify(normalizeRules(left)) === JSON.stringify(normalizeRules(right));
}

/** The number that an edit gets: the next, or none where it changes nothing. */
export function findNextVersion(
  newest: { version: number; rules: ProfileRules } | null,
  rules: ProfileRules,
): number | null {
  if (newest === null) return 1;
  return areSameRules(newest.rules, rules) ? null : newest.version + 1;
}

/** The edit that brings a budget to what a profile says; a key has no way to lose its period. */
export function toProfileEdit(kind: BudgetKind, rules: ProfileRules): BudgetEdit {
  const { limit_usd, soft_limit_usd, duration } = rules;
  const keepsPeriod = kind === "agent" && duration === null;
  return { limit_usd, soft_limit_usd, ...(keepsPeriod ? {} : { duration }) };
}
