import "server-only";
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { watchBudgets, type WatchedBudget } from "@/lib/budgets/budgets-for-alerts";
import { toBudgetKey, toTarget } from "@/lib/budgets/target";
import type { Transaction } from "@/lib/db/client";
import { withLease } from "@/lib/db/lease";
import { toAlertWords } from "./words";
import {
  findPeriod,
  listPeriodAlerts,
  queueMessages,
  saveAlert,
  savePeriod,
  tidyAlerts,
  withAlertLock,
} from "./alert-store";
import { matchesRule, type AlertRule } from "./match-rule";
import { listWorkingRules } from "./rule-rights";
import type { AlertBasis, AlertMessage, Threshold } from "./schema";
import { listWorstFirst, stepAlert, stepPeriod } from "./state";

/** Under this share a budget is not forecast: it would take a history for each of tens of thousands. */
const FORECAST_FROM_SHARE = 0.2;

/** What is spent and what is expected; null where nothing can be said. */
type Amounts = Record<AlertBasis, number | null>;

/** A threshold that was crossed just now. */
interface Fired extends Threshold {
  alertId: string;
  crossings: number;
  channelIds: readonly string[];
}

const toMicro = (usd: number) => Math.round(usd * 1e6) / 1e6;

/** Of a limit of nothing all is used once anything is spent. */
function toShare(amountUsd: number, limitUsd: number): number {
  if (limitUsd > 0) return amountUsd / limitUsd;
  return amountUsd > 0 ? Infinity : 0;
}

/** Takes every threshold one step on; those that stay crossed get the figures of now. */
async function stepRules(
  tx: Transaction,
  budget: WatchedBudget,
  rules: readonly AlertRule[],
  amounts: Amounts,
  period: number,
  now: Date,
): Promise<Fired[]> {
  const known = await listPeriodAlerts(tx, budget, period, now);
  const fired: Fired[] = [];
  for (const rule of rules) {
    for (const { basis, percent } of rule.thresholds) {
      const amount = amounts[basis];
      if (amount === null) continue;
      const memory =
        known.find(
          (one) => one.ruleId === rule.id && one.basis === basis && one.percent === percent,
        ) ?? null;
      const share = toShare(amount, budget.limitUsd);
      const step = stepAlert(memory, { share, threshold: percent / 100, basis });
      if (step === null || (step.memory === memory && !memory.isAbove)) continue;
      const { state, isAbove, crossings } = step.memory;
      const alertId = await saveAlert(tx, budget, {
        ...{ ruleId: rule.id, basis, percent, period, now, isNew: step.fires },
        memory: { state, isAbove, crossings },
        ...{ amountUsd: toMicro(amount), limitUsd: budget.limitUsd, resetAt: budget.resetAt },
      });
      const { channelIds } = rule;
      if (step.fires) fired.push({ alertId, basis, percent, crossings, channelIds });
    }
  }
  return fired;
}

/** One message a channel, about the worst threshold; the others are named in it. */
function toMessages(budget: WatchedBudget, fired: readonly Fired[], amounts: Amounts, now: Date) {
  const channelIds = new Set(fired.flatMap((one) => one.channelIds));
  return [...channelIds].flatMap((channelId) => {
    const ofChannel = fired.filter((one) => one.channelIds.includes(channelId));
    const [worst, ...others] = listWorstFirst(ofChannel);
    if (worst === undefined) return [];
    const { kind, tenant_id, id: entity_id, name, tenant_name } = budget;
    const isForecast = ofChannel.some((one) => one.basis === "forecast");
    const figures = {
      ...{ kind, tenant_id, entity_id, name, tenant_name },
      ...{ basis: worst.basis, percent: worst.percent },
      amount_usd: toMicro(amounts[worst.basis] ?? 0),
      limit_usd: budget.limitUsd,
      expected_usd: isForecast ? toMicro(amounts.forecast ?? 0) : null,
      reset_at: budget.resetAt?.toISOString() ?? null,
    };
    const message: AlertMessage = {
      ...figures,
      also: others.map(({ basis, percent }) => ({ basis, percent })),
      crossed_at: now.toISOString(),
      says: toAlertWords(figures),
    };
    return [{ alertId: worst.alertId, crossing: worst.crossings, channelId, message }];
  });
}

/** What one reading of a budget means for its alerts. @returns how many thresholds it crossed */
export async function observeBudget(
  budget: WatchedBudget,
  allRules: readonly AlertRule[],
  now: Date,
): Promise<number> {
  const rules = allRules.filter((rule) => matchesRule(rule, budget));
  if (rules.length === 0) return 0;
  const { spentUsd, limitUsd, resetAt, readAt: observedAt } = budget;
  const wantsForecast =
    spentUsd >= limitUsd * FORECAST_FROM_SHARE &&
    rules.some((rule) => rule.thresholds.some(({ basis }) => basis === "forecast"));
  const amounts = { spent: spentUsd, forecast: wantsForecast ? await budget.expect(now) : null };
  const target = toTarget(budget);
  return withAlertLock(target, async (tx) => {
    const period = stepPeriod(await findPeriod(tx, target), { resetAt, spentUsd, observedAt });
    if (period === null) return 0;
    await savePeriod(tx, target, period);
    const fired = await stepRules(tx, budget, rules, amounts, period.number, now);
    await queueMessages(tx, toMessages(budget, fired, amounts, now), now);
    return fired.length;
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
  const { readAt, spentUsd, limitUsd, resetAt } = budget;
  const key = toBudgetKey(budget);
  const reading = JSON.stringify([readAt, spentUsd, limitUsd, resetAt, rulesText]);
  if (readings.get(key) === reading) return 0;
  const fired = await observeBudget(budget, rules, now);
  readings.set(key, reading);
  return fired;
}

/**
 * Looks at every budget that is used far enough. Any number of workers may ask; one looks at a time.
 * @returns how many thresholds were crossed, null where another worker is looking
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
