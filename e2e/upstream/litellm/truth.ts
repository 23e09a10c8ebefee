import { picoToDecimal, slicePico } from "./cost";
import { addCounts, NO_COUNTS } from "./counts";
import { dayOf } from "./days";
import type { Counts, KeyRecord, Slice } from "./model";
import type { Store } from "./store";
import { slicesOf } from "./visible";

export interface TruthTotals {
  /** Exact decimal, no rounding. */
  spendUsd: string;
  requests: number;
  successfulRequests: number;
  failedRequests: number;
  promptTokens: number;
  completionTokens: number;
  cacheReadTokens: number;
  cacheCreationTokens: number;
}

export interface Truth {
  asOf: string;
  totals: TruthTotals;
  /** Requests with at least one channel tag, each counted once. */
  distinctChannelRequests: number;
  /** Requests whose model has no price. */
  unpricedRequests: number;
  teams: (TruthTotals & { teamId: string | null })[];
  agents: (TruthTotals & { token: string; alias: string | null })[];
  providers: (TruthTotals & { provider: string })[];
  models: (TruthTotals & { model: string })[];
  /** A request with two channels counts in both. */
  channels: (TruthTotals & { channel: string })[];
  days: (TruthTotals & { day: string })[];
}

interface Sums {
  counts: Counts;
  pico: bigint;
}

const emptySums = (): Sums => ({ counts: NO_COUNTS, pico: 0n });

function addTo(sums: Sums, slice: Slice, pico: bigint): void {
  sums.pico += pico;
  sums.counts = addCounts(sums.counts, slice.counts);
}

function toTotals({ pico, counts: { failed, ...counts } }: Sums): TruthTotals {
  const successfulRequests = counts.requests - failed;
  return { spendUsd: picoToDecimal(pico), ...counts, failedRequests: failed, successfulRequests };
}

class Grouped<K> {
  private readonly sums = new Map<K, Sums>();

  add(name: K, slice: Slice, pico: bigint): void {
    let sums = this.sums.get(name);
    if (sums === undefined) this.sums.set(name, (sums = emptySums()));
    addTo(sums, slice, pico);
  }

  list<T extends object>(named: (name: K) => T): (TruthTotals & T)[] {
    return [...this.sums].map(([name, sums]) => ({ ...named(name), ...toTotals(sums) }));
  }
}

function* slicesIn(
  store: Store,
  teamId: string | null,
  fromDay: number,
  toDay: number,
): Generator<Slice> {
  const atMs = store.clock.writtenUntilMs();
  const keys = store.keysWithUsageIn(teamId === null ? null : new Set([teamId]));
  for (let day = Math.max(fromDay, store.firstDay); day <= toDay; day += 1) {
    const facts = [...store.addedOn(day), ...keys.flatMap((key) => store.factsOf(key, day))];
    for (const slice of facts.flatMap((fact) => slicesOf(fact, atMs))) {
      if (teamId === null || slice.teamId === teamId) yield slice;
    }
  }
}

/** Exact sums of what is readable now; `teamId` null is everything, teamless usage included. */
export function truthOf(
  store: Store,
  range: { teamId: string | null; fromDay: number; toDay: number },
): Truth {
  const totals = emptySums();
  const teams = new Grouped<string | null>();
  const agents = new Grouped<KeyRecord>();
  const providers = new Grouped<string>();
  const models = new Grouped<string>();
  const channels = new Grouped<string>();
  const days = new Grouped<number>();
  let distinctChannelRequests = 0;
  let unpricedRequests = 0;
  for (const slice of slicesIn(store, range.teamId, range.fromDay, range.toDay)) {
    const { fact, counts } = slice;
    const pico = slicePico(slice);
    addTo(totals, slice, pico);
    teams.add(slice.teamId, slice, pico);
    agents.add(fact.key, slice, pico);
    providers.add(fact.model.provider ?? "unknown", slice, pico);
    models.add(fact.model.model, slice, pico);
    for (const channel of fact.channels) channels.add(channel, slice, pico);
    days.add(fact.day, slice, pico);
    if (fact.channels.length > 0) distinctChannelRequests += counts.requests;
    if (fact.model.rates === null && fact.given === null) unpricedRequests += counts.requests;
  }
  return {
    asOf: new Date(store.clock.nowMs()).toISOString(),
    totals: toTotals(totals),
    distinctChannelRequests,
    unpricedRequests,
    teams: teams.list((teamId) => ({ teamId })),
    agents: agents.list((key) => ({ token: key.token, alias: key.alias })),
    providers: providers.list((provider) => ({ provider })),
    models: models.list((model) => ({ model })),
    channels: channels.list((channel) => ({ channel })),
    days: days.list((day) => ({ day: dayOf(day) })),
  };
}
