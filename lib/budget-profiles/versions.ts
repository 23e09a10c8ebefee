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

export interface RuleDifference {
  field: keyof ProfileRules;
  before: string;
  after: string;
}

const FIELDS = ["limit_usd", "soft_limit_usd", "duration", "thresholds", "channel_ids"] as const;

/** What differs between two versions, each value as text; empty where they say the same. */
export function diffRules(before: ProfileRules, after: ProfileRules): RuleDifference[] {
  const [left, right] = [normalizeRules(before), normalizeRules(after)];
  return FIELDS.flatMap((field) => {
    const [from, to] = [JSON.stringify(left[field]), JSON.stringify(right[field])];
    return from === to ? [] : [{ field, before: from, after: to }];
  });
}

/** The number that an edit gets: the next, or none where it changes nothing. */
export function findNextVersion(
  newest: { version: number; rules: ProfileRules } | null,
  rules: ProfileRules,
): number | null {
  if (newest === null) return 1;
  return diffRules(newest.rules, rules).length === 0 ? null : newest.version + 1;
}

/** The version that holds for an assignment. */
export function toEffectiveVersion(pinned: number | null, newest: number): number {
  return pinned ?? newest;
}

/** The edit that brings a budget to what a profile says; a key has no way to lose its period. */
export function toProfileEdit(kind: BudgetKind, rules: ProfileRules): BudgetEdit {
  const { limit_usd, soft_limit_usd, duration } = rules;
  const keepsPeriod = kind === "agent" && duration === null;
  return { limit_usd, soft_limit_usd, ...(keepsPeriod ? {} : { duration }) };
}
