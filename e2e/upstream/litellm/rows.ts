import { sliceUsd } from "./cost";
import { addCounts, NO_COUNTS } from "./counts";
import { dayOf } from "./days";
import type { Counts, KeyRecord, Slice, UsageFact } from "./model";
import { hash32 } from "./random";
import type { Store } from "./store";
import { isSettled, slicesOf } from "./visible";

export interface RowMetrics extends Counts {
  spend: number;
}

/** One row of a daily table: entity x date x key x model x provider x mcp tool x endpoint. */
export interface ActivityRow {
  entity: string | null;
  date: string;
  token: string;
  model: string;
  modelGroup: string;
  provider: string | null;
  endpoint: string;
  mcpTool: string | null;
  requestId: string;
  metrics: RowMetrics;
}

export interface RowQuery {
  kind: "team" | "tag" | "user";
  /** null: no filter. */
  entities: ReadonlySet<string> | null;
  fromDay: number;
  toDay: number;
  model: string | null;
  token: string | null;
  /** Whether channel tags sent by callers were kept. */
  keepsChannelTags: boolean;
}

const CACHED_QUERIES = 6;
const cacheByStore = new WeakMap<Store, Map<string, ActivityRow[]>>();

export function tagsOf(fact: UsageFact, keepsChannelTags: boolean): string[] {
  const channels = keepsChannelTags ? fact.channels.map((channel) => `channel:${channel}`) : [];
  return [...channels, ...fact.otherTags];
}

function entitiesOf(query: RowQuery, slice: Slice): (string | null)[] {
  if (query.kind === "team") return [slice.teamId];
  if (query.kind === "user") return [slice.fact.key.userId];
  return tagsOf(slice.fact, query.keepsChannelTags);
}

function isWanted(query: RowQuery, entity: string | null): boolean {
  return query.entities === null || (entity !== null && query.entities.has(entity));
}

/** The request the row was first written for; rows of several tags share it. */
export function requestIdOf(fact: UsageFact): string {
  if (fact.given !== null) return `chatcmpl-added-${fact.given.serial}`;
  const { key, day, model, endpoint, channels } = fact;
  return `chatcmpl-${hash32(key.index, day, model.model, endpoint, channels.join()).toString(36)}`;
}

function newRow(kind: RowQuery["kind"], entity: string | null, fact: UsageFact): ActivityRow {
  return {
    entity,
    date: dayOf(fact.day),
    token: fact.key.token,
    model: fact.model.model,
    modelGroup: fact.model.group,
    provider: fact.model.provider,
    endpoint: fact.endpoint,
    mcpTool: fact.mcpTool,
    requestId: kind === "tag" ? requestIdOf(fact) : "",
    metrics: { ...NO_COUNTS, spend: 0 },
  };
}

function addFact(
  rows: Map<string, ActivityRow>,
  query: RowQuery,
  fact: UsageFact,
  atMs: number,
): void {
  if (query.model !== null && fact.model.model !== query.model) return;
  for (const slice of slicesOf(fact, atMs)) {
    for (const entity of entitiesOf(query, slice)) {
      if (!isWanted(query, entity)) continue;
      const { key, model, endpoint, mcpTool } = fact;
      const name = [entity ?? "", key.index, model.model, model.provider, endpoint, mcpTool].join(
        "|",
      );
      let row = rows.get(name);
      if (row === undefined) rows.set(name, (row = newRow(query.kind, entity, fact)));
      const spend = row.metrics.spend + sliceUsd(slice);
      row.metrics = { ...addCounts(row.metrics, slice.counts), spend };
    }
  }
}

function rowsOfDay(
  store: Store,
  query: RowQuery,
  keys: readonly KeyRecord[],
  day: number,
): ActivityRow[] {
  const atMs = store.clock.writtenUntilMs();
  const rows = new Map<string, ActivityRow>();
  for (const fact of store.addedOn(day)) {
    if (query.token === null || fact.key.token === query.token) addFact(rows, query, fact, atMs);
  }
  for (const key of keys) {
    for (const fact of store.factsOf(key, day)) addFact(rows, query, fact, atMs);
  }
  return [...rows.values()];
}

function keysFor(store: Store, query: RowQuery): KeyRecord[] {
  const keys = store.keysWithUsageIn(query.kind === "team" ? query.entities : null);
  return query.token === null ? keys : keys.filter((key) => key.token === query.token);
}

function cacheName(store: Store, query: RowQuery): string {
  const { entities, ...rest } = query;
  const atMs = store.clock.writtenUntilMs();
  const moment = isSettled(query.toDay, atMs) ? "settled" : atMs;
  const wanted = entities === null ? null : [...entities];
  return JSON.stringify([store.revision, moment, rest, wanted]);
}

/** All matching rows, newest day first. Pages of one reading share the list. */
export function listRows(store: Store, query: RowQuery): readonly ActivityRow[] {
  let cache = cacheByStore.get(store);
  if (cache === undefined) {
    cache = new Map<string, ActivityRow[]>();
    cacheByStore.set(store, cache);
  }
  const name = cacheName(store, query);
  const known = cache.get(name);
  if (known !== undefined) return known;
  const keys = keysFor(store, query);
  const rows: ActivityRow[] = [];
  for (let day = query.toDay; day >= query.fromDay; day -= 1) {
    for (const row of rowsOfDay(store, query, keys, day)) rows.push(row);
  }
  if (cache.size >= CACHED_QUERIES) cache.delete(cache.keys().next().value ?? name);
  cache.set(name, rows);
  return rows;
}
