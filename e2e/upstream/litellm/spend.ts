import { sliceUsd } from "./cost";
import { dayNumberOf } from "./days";
import type { KeyRecord, Tenant } from "./model";
import { budgetWindow } from "./budget-window";
import type { Store } from "./store";
import { isSettled, slicesOf } from "./visible";

interface Settled {
  revision: number;
  sumByDay: Map<number, number>;
}

/** Days that can no longer change, per store, key and team; reading all keys twice is then cheap. */
const settledByStore = new WeakMap<Store, Map<string, Settled>>();

function settledFor(store: Store, name: string): Map<number, number> {
  let byName = settledByStore.get(store);
  if (byName === undefined) settledByStore.set(store, (byName = new Map()));
  let settled = byName.get(name);
  if (settled === undefined || settled.revision !== store.revision) {
    settled = { revision: store.revision, sumByDay: new Map() };
    byName.set(name, settled);
  }
  return settled.sumByDay;
}

function daySpend(store: Store, key: KeyRecord, teamId: string | undefined, day: number): number {
  const atMs = store.clock.writtenUntilMs();
  const sums = settledFor(store, `${key.token}|${teamId ?? ""}`);
  const known = sums.get(day);
  if (known !== undefined) return known;
  const added = store.addedOn(day).filter((fact) => fact.key === key);
  let sum = 0;
  for (const fact of [...store.factsOf(key, day), ...added]) {
    for (const slice of slicesOf(fact, atMs)) {
      if (teamId === undefined || slice.teamId === teamId) sum += sliceUsd(slice);
    }
  }
  if (isSettled(day, atMs)) sums.set(day, sum);
  return sum;
}

function spendSince(
  store: Store,
  key: KeyRecord,
  teamId: string | undefined,
  fromMs: number,
): number {
  const today = dayNumberOf(store.clock.nowMs());
  const first = Math.max(dayNumberOf(fromMs), dayNumberOf(key.createdAtMs));
  let sum = 0;
  for (let day = first; day <= today; day += 1) sum += daySpend(store, key, teamId, day);
  return sum;
}

/** Spend in the key's budget window; without a duration, all it ever spent. */
export function keySpend(store: Store, key: KeyRecord): number {
  const duration = key.budgetDuration ?? key.linkedBudget?.budgetDuration ?? null;
  const window = budgetWindow(duration, store.clock.nowMs());
  return spendSince(store, key, undefined, window?.fromMs ?? 0);
}

export function teamSpend(store: Store, tenant: Tenant): number {
  const window = budgetWindow(tenant.budgetDuration, store.clock.nowMs());
  return store
    .keysWithUsageIn(new Set([tenant.teamId]))
    .reduce((sum, key) => sum + spendSince(store, key, tenant.teamId, window?.fromMs ?? 0), 0);
}
