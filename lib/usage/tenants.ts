import "server-only";
import { toTenantScope, type TenantScope, type Viewer } from "@/lib/auth/policy";
import type { Panel } from "@/lib/http/panel";
import type { Snapshot } from "@/lib/freshness/schema";
import { listTenantRanges } from "@/lib/freshness/tenant-snapshot";
import { freshnessWords } from "@/lib/freshness/words";
import { toRoundedUsd } from "@/lib/money";
import { countDays, listDays, type DayRange } from "@/lib/time";
import { toComparedPeriod } from "./period";
import {
  TENANT_PAGE_SIZE,
  type TenantList,
  type TenantListQuery,
  type TenantListRow,
} from "./schema";
import { toBudgetFigures, toRange } from "./service";
import { listTenantBudgets } from "./tenant-budget-store";
import {
  findListVersion,
  listTenantTrends,
  listTenantUsage,
  type TenantUsageRow,
} from "./tenant-store";
import { groupBySeries, MAX_TREND_STEPS, toTrend } from "./trend";

const MAX_EXPORT_ROWS = 10_000;

/** What the page's tenants show beside their sums. */
async function describeTenants(
  rows: readonly TenantUsageRow[],
  range: DayRange,
  previous: DayRange,
): Promise<TenantListRow[]> {
  const ids = rows.map((row) => row.tenant_id);
  const daysPerStep = Math.ceil(countDays(range) / MAX_TREND_STEPS);
  const [details, readings, previousReadings, trends] = await Promise.all([
    listTenantBudgets(ids),
    listTenantRanges(ids, range),
    listTenantRanges(ids, previous),
    listTenantTrends(ids, range, daysPerStep),
  ]);
  const detailById = new Map(details.map((detail) => [detail.tenant_id, detail]));
  const unreadBefore = new Set(
    previousReadings
      .filter(({ snapshot }) => snapshot.state === "empty")
      .map(({ tenantId }) => tenantId),
  );
  const snapshotById = new Map(readings.map(({ tenantId, snapshot }) => [tenantId, snapshot]));
  const trendById = groupBySeries(trends);
  const everyDay = new Set(listDays(range));
  return rows.flatMap((row) => {
    const detail = detailById.get(row.tenant_id);
    const snapshot = snapshotById.get(row.tenant_id);
    if (!detail || !snapshot) return [];
    const isRead = snapshot.state !== "empty";
    const covered = isRead ? everyDay : new Set<string>();
    return {
      tenant_id: row.tenant_id,
      tenant_name: detail.name,
      is_listed_upstream: detail.removed_at === null,
      cost_usd: isRead ? toRoundedUsd(row.cost_usd) : null,
      previous_cost_usd: unreadBefore.has(row.tenant_id)
        ? null
        : toRoundedUsd(row.previous_cost_usd),
      total_tokens: isRead ? row.total_tokens : null,
      llm_call_count: isRead ? row.call_count : null,
      agent_count: detail.agent_count,
      trend: toTrend(range, daysPerStep, covered, trendById.get(row.tenant_id) ?? []),
      budget: toBudgetFigures(detail),
      snapshot_state: snapshot.state,
      as_of: snapshot.asOf?.toISOString() ?? null,
    };
  });
}

/** The list's own freshness is its worst tenant's on the page. */
function toListSnapshot(
  version: string,
  readAt: Date | null,
  rows: readonly TenantListRow[],
): Snapshot {
  const count = (state: TenantListRow["snapshot_state"]) =>
    rows.filter((row) => row.snapshot_state === state).length;
  const partial = count("partial") + count("empty");
  const stale = count("stale");
  const base = { asOf: readAt, version, cause: null };
  if (readAt === null) {
    return { ...base, state: "empty", reason: freshnessWords.nothingRead("LiteLLM") };
  }
  if (partial > 0) {
    return { ...base, state: "partial", reason: freshnessWords.tenantsNotWhole(partial) };
  }
  if (stale > 0) return { ...base, state: "stale", reason: freshnessWords.tenantsNotRead(stale) };
  return { ...base, state: "fresh", reason: null };
}

async function readTenantList(
  query: TenantListQuery,
  scope: TenantScope,
  readAt: Date | null,
): Promise<TenantList> {
  const range = toRange(query);
  const previous = toComparedPeriod(range, readAt);
  const isExport = query.format === "csv";
  const rows = await listTenantUsage({
    scope,
    range,
    previous,
    search: query.q,
    sort: query.sort,
    order: query.order,
    limit: isExport ? MAX_EXPORT_ROWS : TENANT_PAGE_SIZE,
    offset: isExport ? 0 : (query.page - 1) * TENANT_PAGE_SIZE,
  });
  const [first] = rows;
  const items = await describeTenants(rows, range, previous.range);
  const cost = toRoundedUsd(first?.found_cost_usd ?? "0");
  const previousCost = first ? toRoundedUsd(first.found_previous_cost_usd) : null;
  const isUnread = (figure: "cost_usd" | "previous_cost_usd") =>
    items.length > 0 && items.every((row) => row[figure] === null);
  return {
    items,
    total: first?.found ?? 0,
    page: query.page,
    page_size: TENANT_PAGE_SIZE,
    total_cost_usd: cost === 0 && isUnread("cost_usd") ? null : cost,
    total_previous_cost_usd:
      previousCost === 0 && isUnread("previous_cost_usd") ? null : previousCost,
    total_tokens: cost === 0 && isUnread("cost_usd") ? null : (first?.found_tokens ?? 0),
    total_llm_call_count: cost === 0 && isUnread("cost_usd") ? null : (first?.found_calls ?? 0),
    exceeded_count: first?.found_exceeded ?? 0,
    warning_count: (first?.found_warning ?? 0) - (first?.found_exceeded ?? 0),
  };
}

/** The tenants a viewer may see, with their cost in the period. An empty scope is an empty list. */
export async function openTenantList(
  viewer: Viewer,
  query: TenantListQuery,
): Promise<Panel<TenantList>> {
  const scope = toTenantScope(viewer);
  const { versions, readAt } = await findListVersion(scope);
  // Freshness is a column of the list, so the list must be read before its headers are known.
  const data = await readTenantList(query, scope, readAt);
  const snapshot = toListSnapshot(versions, readAt, data.items);
  const etagSeed = [readAt?.getTime() ?? 0, snapshot.state];
  return { snapshot, subject: null, viewer, etagSeed, load: () => Promise.resolve({ data }) };
}
