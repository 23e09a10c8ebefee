import {
  addMetrics,
  emptyMetrics,
  toDayResults,
  type ActivityContext,
  type KeyMetadata,
  type SpendMetrics,
} from "./activity";
import { dayNumberOf, parseDay } from "./days";
import { httpException } from "./errors";
import { pageOf } from "./paging";
import { parseCsv, parseWhole } from "./query";
import type { RouteContext } from "./route-context";
import { listRows, type ActivityRow, type RowQuery } from "./rows";
import { toUserEmail } from "./users";
import type { Features } from "./version";

export function parseRange(context: RouteContext): { fromDay: number; toDay: number } {
  const { query, store, features } = context;
  const start = query.get("start_date");
  const end = query.get("end_date");
  if (start === null || end === null || start === "" || end === "") {
    throw httpException(400, "Please provide start_date and end_date");
  }
  const [fromDay, toDay] = [parseDay(start), parseDay(end)];
  const isCanonical = [start, end].every((date) => /^\d{4}-\d{2}-\d{2}$/.test(date));
  if (features.hasStrictDates && (!isCanonical || Number.isNaN(fromDay) || Number.isNaN(toDay))) {
    throw httpException(400, "start_date and end_date must be in YYYY-MM-DD format");
  }
  if (Number.isNaN(fromDay) || Number.isNaN(toDay)) return { fromDay: 0, toDay: -1 };
  const today = dayNumberOf(store.clock.nowMs());
  return { fromDay: Math.max(fromDay, store.firstDay), toDay: Math.min(toDay, today + 1) };
}

function rowQuery(
  context: RouteContext,
  kind: RowQuery["kind"],
  entities: ReadonlySet<string> | null,
): RowQuery {
  const { query, keepsChannelTags } = context;
  return {
    kind,
    entities,
    ...parseRange(context),
    model: query.get("model"),
    token: query.get("api_key"),
    keepsChannelTags,
  };
}

export function keyMetadata({ store, features }: RouteContext, token: string): KeyMetadata {
  const key = store.findKey(token);
  const isDeleted = key?.deletedAtMs !== null;
  const isKnown = key !== null && (!isDeleted || features.keepsDeletedAliases);
  const metadata: KeyMetadata = {
    key_alias: isKnown ? key.alias : null,
    team_id: isKnown ? (key.teams.at(-1)?.teamId ?? null) : null,
  };
  if (!features.hasKeyExists) return metadata;
  const userId = isKnown ? key.userId : null;
  const email = userId === null ? null : toUserEmail(userId);
  return { ...metadata, user_id: userId, user_email: email, key_exists: !isDeleted };
}

function activityContext(context: RouteContext, kind: RowQuery["kind"]): ActivityContext {
  return {
    features: context.features,
    keyMetadata: (token) => keyMetadata(context, token),
    entityMetadata: (entity) => {
      const alias = kind === "team" ? context.store.findTenant(entity)?.alias : undefined;
      const metadata: Record<string, string> = {};
      if (alias !== undefined) metadata.team_alias = alias;
      return metadata;
    },
    withEntities: kind !== "user",
  };
}

function isUserAgentTag(tag: string | null): boolean {
  return tag !== null && /^user[- ]agent:/i.test(tag.trim());
}

/** One row per request id, the dearest one; User-Agent tags do not count. */
function withoutTagRepeats(rows: readonly ActivityRow[]): ActivityRow[] {
  const best = new Map<string, ActivityRow>();
  for (const row of rows) {
    if (isUserAgentTag(row.entity)) continue;
    const current = best.get(row.requestId);
    if (current === undefined || row.metrics.spend > current.metrics.spend)
      best.set(row.requestId, row);
  }
  return [...best.values()];
}

export function totalsOf(rows: readonly ActivityRow[], features: Features): Record<string, number> {
  const sum: SpendMetrics = emptyMetrics(features);
  for (const row of rows) addMetrics(sum, row.metrics);
  const { spend, prompt_tokens, completion_tokens, total_tokens, api_requests, ...rest } = sum;
  const totals: Record<string, number> = {
    total_spend: spend,
    total_prompt_tokens: prompt_tokens,
    total_completion_tokens: completion_tokens,
    total_tokens,
    total_api_requests: api_requests,
  };
  const { successful_requests, failed_requests, ...others } = rest;
  const tail = { successful_requests, failed_requests, ...others };
  for (const [name, value] of Object.entries(tail)) totals[`total_${name}`] = value;
  return totals;
}

function pagedActivity(context: RouteContext, query: RowQuery): unknown {
  const page = parseWhole(context.query, "page", 1);
  const pageSize = parseWhole(context.query, "page_size", 10);
  if (page < 1 || pageSize < 1) {
    throw httpException(500, "Failed to fetch analytics: division by zero");
  }
  const found = pageOf(listRows(context.store, query), page, pageSize);
  const counted = query.kind === "tag" ? withoutTagRepeats(found.items) : found.items;
  return {
    results: toDayResults(activityContext(context, query.kind), found.items),
    metadata: {
      ...totalsOf(counted, context.features),
      page,
      total_pages: found.totalPages,
      has_more: found.hasMore,
    },
  };
}

function aggregatedActivity(context: RouteContext, query: RowQuery): unknown {
  const rows = listRows(context.store, query);
  return {
    results: toDayResults(activityContext(context, query.kind), rows),
    metadata: {
      ...totalsOf(rows, context.features),
      page: 1,
      total_pages: 1,
      has_more: false,
    },
  };
}

function teamQuery(context: RouteContext): RowQuery {
  return rowQuery(context, "team", parseCsv(context.query, "team_ids"));
}

export function listTeamActivity(context: RouteContext): unknown {
  return pagedActivity(context, teamQuery(context));
}

export function aggregateTeamActivity(context: RouteContext): unknown {
  return aggregatedActivity(context, teamQuery(context));
}

export function listTagActivity(context: RouteContext): unknown {
  return pagedActivity(context, rowQuery(context, "tag", parseCsv(context.query, "tags")));
}

export function aggregateUserActivity(context: RouteContext): unknown {
  const { caller, query } = context;
  const userId = caller.role === "internal_user" ? caller.userId : query.get("user_id");
  const entities = userId === null ? null : new Set([userId]);
  return aggregatedActivity(context, rowQuery(context, "user", entities));
}
