import { toDayResults, type ActivityContext } from "./activity";
import { CATALOG } from "./catalog";
import { spentByMoment } from "./customer-days";
import { MICRO_PER_USD, type CustomerRow } from "./customer-model";
import { dayOf } from "./days";
import { httpException } from "./errors";
import type { KeyRecord } from "./model";
import { pageOf } from "./paging";
import { parseCsv, parseWhole } from "./query";
import { mixed } from "./random";
import type { RouteContext } from "./route-context";
import { keyMetadata, parseRange, totalsOf } from "./routes-activity";
import type { ActivityRow } from "./rows";

const PARTS = 3;
const USD_PER_TOKEN = 4e-6;
const TOKENS_PER_CALL = 3_400;
const PROMPT_SHARE = 0.8;

/** A day's spend in millionths, cut into parts that add up to it. */
function cut(micro: number): number[] {
  const first = Math.floor(micro * 0.55);
  const second = Math.floor(micro * 0.3);
  return [first, second, micro - first - second];
}

function toRow(
  customer: CustomerRow,
  day: number,
  part: number,
  micro: number,
  keys: readonly KeyRecord[],
): ActivityRow {
  const mix = mixed(0x3ac7, customer.seedIndex ?? 0, part);
  const model = CATALOG[mix % CATALOG.length] ?? CATALOG[0];
  const key = keys[mixed(0x4e1, customer.seedIndex ?? 0, part % 2) % Math.max(1, keys.length)];
  const spend = micro / MICRO_PER_USD;
  const tokens = Math.round(spend / USD_PER_TOKEN);
  const promptTokens = Math.floor(tokens * PROMPT_SHARE);
  const requests = Math.max(1, Math.round(tokens / TOKENS_PER_CALL));
  return {
    entity: customer.userId,
    date: dayOf(day),
    token: key?.token ?? "",
    model: model?.model ?? "",
    modelGroup: model?.group ?? "",
    provider: model?.provider ?? null,
    endpoint: "/chat/completions",
    mcpTool: null,
    requestId: "",
    metrics: {
      ...{ spend, requests, failed: 0, promptTokens, completionTokens: tokens - promptTokens },
      ...{ cacheReadTokens: Math.floor(promptTokens / 3), cacheCreationTokens: 0 },
    },
  };
}

function listWanted({ customers, query }: RouteContext): CustomerRow[] {
  const wanted = parseCsv(query, "end_user_ids");
  if (wanted === null) return [...customers.customers.values()];
  return [...wanted].flatMap((id) => customers.find(id) ?? []);
}

function listRows(context: RouteContext): ActivityRow[] {
  const { fromDay, toDay } = parseRange(context);
  const { store } = context;
  const nowMs = store.clock.writtenUntilMs();
  const keys = store.allKeys().filter((key) => key.deletedAtMs === null);
  const rows: ActivityRow[] = [];
  for (let day = toDay; day >= fromDay; day -= 1) {
    for (const customer of listWanted(context)) {
      const micro = spentByMoment(customer, day, nowMs);
      if (micro === 0) continue;
      const parts = cut(micro).slice(0, PARTS);
      rows.push(...parts.map((amount, part) => toRow(customer, day, part, amount, keys)));
    }
  }
  return rows;
}

/** What customers spent by UTC day, key and model; pages are cut over rows, as in the other daily routes. */
export function listCustomerActivity(context: RouteContext): unknown {
  const page = parseWhole(context.query, "page", 1);
  const pageSize = parseWhole(context.query, "page_size", 10);
  if (page < 1 || pageSize < 1) {
    throw httpException(500, "Failed to fetch analytics: division by zero");
  }
  const found = pageOf(listRows(context), page, pageSize);
  const results: ActivityContext = {
    features: context.features,
    keyMetadata: (token) => keyMetadata(context, token),
    entityMetadata: (entity) => {
      const metadata: Record<string, string> = {};
      const alias = context.customers.find(entity)?.alias ?? null;
      if (alias !== null) metadata.alias = alias;
      return metadata;
    },
    withEntities: true,
  };
  return {
    results: toDayResults(results, found.items),
    metadata: {
      ...totalsOf(found.items, context.features),
      page,
      total_pages: found.totalPages,
      has_more: found.hasMore,
    },
  };
}
