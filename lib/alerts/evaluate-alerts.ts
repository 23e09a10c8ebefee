import "server-only";
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { BudgetTarget } from "@/lib/budgets/schema";
import { withLease } from "@/lib/db/lease";
import { watchBudgets, type WatchedBudget } from "@/lib/budgets/budgets-for-alerts";
import type { Transaction } from "@/lib/db/client";
import {
  findPeriod,
  listPeriodAlerts,
  saveAlert,
  savePeriod,
  tidyAlerts,
  withAlertLock,
} from "./alert-store";
import { matchesRule, type AlertRule } from "./match-rule";
import { listWorkingRules } from "./rule-rights";
import type { AlertBasis, AlertMessage } from "./schema";
import { stepAlert, stepPeriod } from "./state";
import { toAlertWords } from "./alert-text";

/** Under this share a budget is not forecast: it would take a history for each of tens of thousands. */
const FORECAST_FROM_SHARE = 0.2;

function toMessage(
  budget: WatchedBudget,
  threshold: { basis: AlertBasis; percent: number },
  amountUsd: number,
  now: Date,
): AlertMessage {
  const { kind, tenant_id, id: entity_id, name, tenant_name } = budget;
  const message = {
    ...{ kind, tenant_id, entity_id, name, tenant_name, ...threshold },
    amount_usd: Math.round(amountUsd * 1e6) / 1e6,
    limit_usd: budget.limitUsd,
    reset_at: budget.resetAt?.toISOString() ?? null,
    crossed_at: now.toISOString(),
  };
  return { ...message, says: toAlertWords(message) };
}

type Amounts = Record<AlertBasis, number | null>;

async function stepRules(
  tx: Transaction,
  budget: WatchedBudget,
  rules: readonly AlertRule[],
  amounts: Amounts,
  period: number,
  now: Date,
): Promise<number> {
  const known = await listPeriodAlerts(tx, budget, period, now);
  let fired = 0;
  for (const rule of rules) {
    for (const { basis, percent } of rule.thresholds) {
      const amount = amounts[basis];
      if (amount === null) continue;
      const earlier = known.find(
        (one) => one.ruleId === rule.id && one.basis === basis && one.percent === percent,
      );
      const memory = earlier ?? null;
      const step = stepAlert(memory, {
        share: amount / budget.limitUsd,
        threshold: percent / 100,
        basis,
      });
      if (step === null || (step.memory === memory && !step.fires)) continue;
      if (step.fires) fired += 1;
      const { state, isAbove, crossings } = step.memory;
      await saveAlert(tx, budget, {
        ...{ ruleId: rule.id, basis, percent, period, now, channelIds: rule.channelIds },
        memory: { state, isAbove, crossings },
        message: step.fires ? toMessage(budget, { basis, percent }, amount, now) : null,
      });
    }
  }
  return fired;
}

/** What one reading of a budget means for its alerts. @returns how many fired */
export async function observeBudget(
  budget: WatchedBudget,
  allRules: readonly AlertRule[],
  now: Date,
): Promise<number> {
  const rules = allRules.filter((rule) => matchesRule(rule, budget));
  if (rules.length === 0) return 0;
  const wantsForecast =
    budget.spentUsd >= budget.limitUsd * FORECAST_FROM_SHARE &&
    rules.some((rule) => rule.thresholds.some(({ basis }) => basis === "forecast"));
  const amounts: Amounts = {
    spent: budget.spentUsd,
    forecast: wantsForecast ? await budget.expect(now) : null,
  };
  const target: BudgetTarget = { kind: budget.kind, tenant_id: budget.tenant_id, id: budget.id };
  return withAlertLock(target, async (tx) => {
    const reading = {
      resetAt: budget.resetAt,
      spentUsd: budget.spentUsd,
      observedAt: budget.readAt,
    };
    const period = stepPeriod(await findPeriod(tx, target), reading);
    if (period === null) return 0;
    await savePeriod(tx, target, period);
    return stepRules(tx, budget, rules, amounts, period.number, now);
  });
}

/** The last reading of each budget that this process looked at; only saves work, and may be lost. */
const readings = new LRUCache<string, string>({ max: 50_000 });

async function observeAnew(
  budget: WatchedBudget,
  rules: readonly AlertRule[],
  rulesText: string,
  now: Date,
): Promise<number> {
  const { kind, tenant_id, id, readAt, spentUsd, limitUsd, resetAt } = budget;
  const key = JSON.stringify([kind, tenant_id, id]);
  const reading = JSON.stringify([readAt, spentUsd, limitUsd, resetAt, rulesText]);
  if (readings.get(key) === reading) return 0;
  const fired = await observeBudget(budget, rules, now);
  readings.set(key, reading);
  return fired;
}

/**
 * Looks at every budget that is used far enough. Any number of workers may ask; one looks at a time.
 * @returns how many alerts fired, null where another worker is looking
 */
export async function lookForAlerts(now: Date): Promise<number | null> {
  const looked = await withLease("alerts", 0, async () => {
    let fired = 0;
    await tidyAlerts(now);
    const rules = await listWorkingRules();
    const shares = rules.flatMap((rule) =>
      rule.thresholds.map(({ basis, percent }) =>
        basis === "forecast" ? FORECAST_FROM_SHARE : percent / 100,
      ),
    );
    if (shares.length === 0) return fired;
    const accountIds = rules
      .filter(({ scope }) => scope === "account")
      .map((rule) => rule.entityId);
    const rulesText = createHash("sha1").update(JSON.stringify(rules)).digest("base64");
    for (const budget of await watchBudgets(Math.min(...shares), accountIds)) {
      fired += await observeAnew(budget, rules, rulesText, now);
    }
    return fired;
  });
  return looked?.result ?? null;
}
