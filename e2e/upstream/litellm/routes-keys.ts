import { httpException, proxyException } from "./errors";
import { callerKeyRow, keyRow, listedKey } from "./key-json";
import type { KeyRecord } from "./model";
import { pageOf } from "./paging";
import { parseFlag, parseWhole } from "./query";
import { sha256Hex } from "./random";
import type { RouteContext } from "./route-context";
import { keySpend } from "./spend";

function matchesAlias(context: RouteContext, key: KeyRecord, wanted: string): boolean {
  if (key.alias === null) return false;
  const isPartial =
    !context.features.matchesAliasExactly || parseFlag(context.query, "substring_matching");
  return isPartial ? key.alias.includes(wanted) : key.alias === wanted;
}

function isListed(context: RouteContext, key: KeyRecord, wantsDeleted: boolean): boolean {
  const { query } = context;
  const teamId = query.get("team_id");
  const userId = query.get("user_id");
  const hash = query.get("key_hash");
  const alias = query.get("key_alias");
  if ((key.deletedAtMs !== null) !== wantsDeleted) return false;
  if (teamId !== null && (key.teams.at(-1)?.teamId ?? null) !== teamId) return false;
  if (userId !== null && key.userId !== userId) return false;
  if (hash !== null && key.token !== hash) return false;
  return alias === null || matchesAlias(context, key, alias);
}

function sorted(context: RouteContext, keys: KeyRecord[]): KeyRecord[] {
  const { query, store } = context;
  const direction = query.get("sort_order") === "asc" ? 1 : -1;
  const sortBy = query.get("sort_by");
  const valueOf = (key: KeyRecord): number | string => {
    if (sortBy === "spend") return keySpend(store, key);
    return sortBy === "key_alias" ? (key.alias ?? "") : key.createdAtMs;
  };
  const ranked = keys.map((key) => ({ key, value: valueOf(key) }));
  ranked.sort((a, b) => {
    if (a.value !== b.value) return direction * (a.value < b.value ? -1 : 1);
    return a.key.token < b.key.token ? -1 : 1;
  });
  return ranked.map(({ key }) => key);
}

export function listKeys(context: RouteContext): unknown {
  const { query, store, features } = context;
  const page = parseWhole(query, "page", 1, { min: 1 });
  const size = parseWhole(query, "size", 10, { min: 1, max: 100 });
  const expandsUser = query.getAll("expand").includes("user");
  const isFull = expandsUser || parseFlag(query, "return_full_object");
  const status = features.hasDeletedKeys ? query.get("status") : null;
  if (status !== null && status !== "deleted") {
    throw httpException(400, "Invalid status value. Currently only 'deleted' is supported.");
  }
  const teamId = query.get("team_id");
  const candidates = teamId === null ? store.allKeys() : store.keysWithUsageIn(new Set([teamId]));
  const wanted = candidates.filter((key) => isListed(context, key, status === "deleted"));
  const found = pageOf(sorted(context, wanted), page, size);
  return {
    keys: found.items.map((key) => (isFull ? listedKey(store, key, expandsUser) : key.token)),
    total_count: found.total,
    current_page: page,
    total_pages: found.totalPages,
  };
}

/** Without a key in the question it is the caller's own; the master key is in no table. */
export function getKeyInfo({ store, query, caller }: RouteContext): unknown {
  const passed = query.get("key") ?? caller.token ?? "";
  const token = passed.startsWith("sk-") ? sha256Hex(passed) : passed;
  if (token === caller.token) return { key: passed, info: callerKeyRow(caller) };
  const key = store.findKey(token);
  if (key?.deletedAtMs !== null) {
    throw proxyException(404, "Key not found in database", "not_found_error", "key");
  }
  if (caller.role === "internal_user" && key.userId !== caller.userId) {
    const words = "You are not allowed to access this key's info. Your role=internal_user";
    throw proxyException(403, words, "internal_server_error");
  }
  return { key: passed, info: keyRow(store, key) };
}
