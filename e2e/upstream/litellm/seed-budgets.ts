import { sliceUsd } from "./cost";
import { dayNumberOf } from "./days";
import type { KeyRecord } from "./model";
import type { SeedOptions } from "./seed-tenants";
import { createFacts } from "./seed-usage";

/** Share of the budget that is used, by key number: healthy, close to the limit, over it. */
const USED_SHARE: Record<number, number> = {
  2: 1.08,
  50: 1.31,
  9: 0.83,
  33: 0.91,
  77: 0.97,
  0: 0.42,
  24: 0.55,
  43: 0.31,
  57: 0.64,
  69: 0.12,
  84: 0.71,
  101: 0.27,
};

const TIERS = [
  { budgetId: "tier-team-small", maxBudget: 40, softBudget: 30, budgetDuration: "30d" },
  { budgetId: "tier-team-large", maxBudget: 900, softBudget: null, budgetDuration: "1mo" },
] as const;

function roundUpNicely(usd: number): number {
  const step = usd >= 100 ? 5 : usd >= 10 ? 0.5 : 0.05;
  return Math.max(step, Math.round(Math.round(usd / step) * step * 100) / 100);
}

function spentBeforeAnchor(options: SeedOptions, key: KeyRecord): number {
  let usd = 0;
  for (let day = dayNumberOf(key.createdAtMs); day < options.anchorDay; day += 1) {
    for (const fact of createFacts(options, key, day)) {
      usd += sliceUsd({ fact, teamId: null, counts: fact.counts });
    }
  }
  return usd;
}

/** Budgets without a duration follow what was spent, so that the shares above hold on any date. */
export function seedKeyBudgets(options: SeedOptions, keys: readonly KeyRecord[]): void {
  for (const key of keys) {
    const share = USED_SHARE[key.index];
    if (share !== undefined) {
      key.maxBudget = roundUpNicely(spentBeforeAnchor(options, key) / share);
      key.softBudget = null;
    } else if (key.index % 12 === 3) {
      const tier = TIERS[key.index % 2 === 1 ? 0 : 1];
      key.linkedBudget = { ...tier, createdAtMs: Date.parse("2025-01-15T08:00:00Z") };
    } else if (key.index % 12 === 5) {
      key.budgetDuration = "30d";
      const target = (key.homeTenant?.monthlyTargetUsd ?? 50) * 0.4;
      key.maxBudget = roundUpNicely(target);
    }
  }
}
