import { sliceUsd } from "./cost";
import { dayNumberOf } from "./days";
import type { KeyRecord, Organization, Tenant } from "./model";
import { budgetWindow } from "./budget-window";
import type { Store } from "./store";
import { isSettled, slicesOf } from "./visible";

type DaySpend = readonly { teamId: string | null; usd: number }[];

interface Settled {
  revision: number;
  byDay: Map<number, DaySpend>;
}

/** Days that can no longer change, so that reading all keys twice is cheap. */
const settledByStore = new WeakMap<Store, Map<KeyRecord, Settled>>();

function settledFor(store: Store, key: KeyRecord): Map<number, DaySpend> {
  let byKey = settledByStore.get(store);
  if (byKey === undefined) {
    byKey = new Map<KeyRecord, Settled>();
    settledByStore.set(store, byKey);
  }
  let settled = byKey.get(key);
  if (settled?.revision !== store.revision) {
    settled = { revision: store.revision, byDay: new Map() };
    byKey.set(key, settled);
  }
  return settled.byDay;
}

function daySpend(store: Store, key: KeyRecord, day: number): DaySpend {
  const settled = settledFor(store, key);
  const known = settled.get(day);
  if (known !== undefined) return known;
  const atMs = store.clock.writtenUntilMs();
  const added = store.addedOn(day).filter((fact) => fact.key === key);
  const byTeam: { teamId: string | null; usd: number }[] = [];
  for (const fact of [...store.factsOf(key, day), ...added]) {
    for (const slice of slicesOf(fact, atMs)) {
      const sum = byTeam.find((entry) => entry.teamId === slice.teamId);
      if (sum === undefined) byTeam.push({ teamId: slice.teamId, usd: sliceUsd(slice) });
      else sum.usd += sliceUsd(slice);
    }
  }
  if (isSettled(day, atMs)) settled.set(day, byTeam);
  return byTeam;
}

function spendSince(
  store: Store,
  key: KeyRecord,
  teamId: string | undefined,
  fromMs: number,
): number {
  const today = dayNumberOf(store.clock.nowMs());
  const first = Math.max(dayNumberOf(fromMs), store.firstDay);
  let sum = 0;
  for (let day = first; day <= today; day += 1) {
    for (const entry of daySpend(store, key, day)) {
      if (teamId === undefined || entry.teamId === teamId) sum += entry.usd;
    }
  }
  return sum;
}

/** Spend in the key's budget window; without a duration, all it ever spent. */
export function keySpend(store: Store, key: KeyRecord): number {
  const duration = key.budgetDuration ?? key.linkedBudget?.budgetDuration ?? null;
  const window = budgetWindow(duration, store.clock.nowMs());
  return spendSince(store, key, undefined, window?.fromMs ?? 0) + key.counterExtraUsd;
}

function teamSpendSince(store: Store, teamId: string, fromMs: number): number {
  return store
    .keysWithUsageIn(new Set([teamId]))
    .reduce((sum, key) => sum + spendSince(store, key, teamId, fromMs), 0);
}

export function teamSpend(store: Store, tenant: Tenant): number {
  const window = budgetWindow(tenant.budgetDuration, store.clock.nowMs());
  return teamSpendSince(store, tenant.teamId, window?.fromMs ?? 0) + tenant.counterExtraUsd;
}

/** What the organization's teams of now spent in its budget window. */
export function organizationSpend(store: Store, organization: Organization): number {
  const window = budgetWindow(organization.budget.budgetDuration, store.clock.nowMs());
  return store.tenants
    .filter((tenant) => tenant.organizationId === organization.organizationId)
    .reduce((sum, tenant) => sum + teamSpendSince(store, tenant.teamId, window?.fromMs ?? 0), 0);
}
