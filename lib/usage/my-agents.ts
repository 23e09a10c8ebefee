import "server-only";
import { createHash } from "node:crypto";
import { toOwnerEmail, type Viewer } from "@/lib/auth/policy";
import type { Panel } from "@/lib/http/panel";
import type { Snapshot } from "@/lib/freshness/schema";
import { listTenantRanges, type TenantRange } from "@/lib/freshness/tenant-snapshot";
import { freshnessWords } from "@/lib/freshness/words";
import { addRoundedUsd } from "@/lib/micro-usd";
import { parseUsd, roundSharesToMicroUsd, toRoundedUsd } from "@/lib/money";
import { addDays, countDays, toIsoDay, type DayRange, type IsoDay } from "@/lib/time";
import { toBudgetStatus } from "./budget-status";
import { toAgentName } from "./names";
import {
  findOwnTenants,
  listOwnAgents,
  listOwnAgentTrends,
  type OwnAgentUsageRow,
} from "./my-agents-store";
import { toComparedPeriod } from "./period";
import type { OwnAgentRow, OwnAgents, OwnAgentsQuery } from "./schema";
import { listCoveredDays } from "./store";
import { groupBySeries, MAX_TREND_STEPS, toTrend, type TrendPoint } from "./trend";

const STATES = ["empty", "partial", "stale", "fresh"] as const;

/** The worst of the tenants decides; without any tenant, whether the keys were listed at all. */
function toOwnSnapshot(readings: readonly TenantRange[], listedAt: Date | null): Snapshot {
  const versions = readings.map(({ tenantId, snapshot }) => `${tenantId} ${snapshot.version}`);
  const version = createHash("sha1").update(versions.join("\n")).digest("base64url");
  if (listedAt === null) {
    const reason = freshnessWords.nothingRead("LiteLLM");
    return { asOf: null, version, state: "empty", reason, cause: null };
  }
  const each = readings.map((reading) => reading.snapshot);
  const state = STATES.find((one) => each.some((snapshot) => snapshot.state === one)) ?? "fresh";
  const worst = readings.find(({ snapshot }) => snapshot.state === state);
  const times = each.flatMap(({ asOf }) => (asOf === null ? [] : [asOf.getTime()]));
  return {
    asOf: times.length === 0 ? listedAt : new Date(Math.min(...times)),
    version,
    state,
    reason: worst?.snapshot.reason ? `${worst.name}: ${worst.snapshot.reason}` : null,
    cause: worst?.snapshot.cause ?? null,
  };
}

interface OwnParts {
  range: DayRange;
  daysPerStep: number;
  rows: readonly OwnAgentUsageRow[];
  trendOf: ReadonlyMap<string, readonly TrendPoint[]>;
  coveredOf: ReadonlyMap<string, ReadonlySet<IsoDay>>;
  /** Tenants whose period before was read whole. */
  comparable: ReadonlySet<string>;
}

function toItems(parts: OwnParts): OwnAgentRow[] {
  const costs = roundSharesToMicroUsd(parts.rows.map((row) => parseUsd(row.cost_usd)));
  return parts.rows.map((row, index) => {
    const limitUsd = toRoundedUsd(row.budget_limit_usd);
    const spendUsd = toRoundedUsd(row.budget_spend_usd);
    const covered = parts.coveredOf.get(row.tenant_id) ?? new Set<IsoDay>();
    const points = parts.trendOf.get(`${row.tenant_id} ${row.agent_id}`) ?? [];
    return {
      tenant_id: row.tenant_id,
      tenant_name: row.tenant_name,
      agent_id: row.agent_id,
      agent_name: toAgentName(row.agent_id, row.agent_name, row.key_name),
      agent_status: row.status,
      cost_usd: costs[index] ?? 0,
      previous_cost_usd: parts.comparable.has(row.tenant_id)
        ? toRoundedUsd(row.previous_cost_usd)
        : null,
      total_tokens: row.total_tokens,
      llm_call_count: row.call_count,
      trend: toTrend(parts.range, parts.daysPerStep, covered, points),
      budget_limit_usd: limitUsd,
      budget_spend_usd: spendUsd,
      budget_status: toBudgetStatus(spendUsd, limitUsd),
    };
  });
}

async function readOwnAgents(
  ownerEmail: string,
  tenantIds: readonly string[],
  range: DayRange,
  asOf: Date | null,
): Promise<OwnAgents> {
  const previous = toComparedPeriod(range, asOf);
  const daysPerStep = Math.ceil(countDays(range) / MAX_TREND_STEPS);
  const [rows, trends, before, covered] = await Promise.all([
    listOwnAgents(ownerEmail, range, previous),
    listOwnAgentTrends(ownerEmail, range, daysPerStep),
    listTenantRanges(tenantIds, previous.range),
    Promise.all(
      tenantIds.map(async (id) => [id, new Set(await listCoveredDays(id, range))] as const),
    ),
  ]);
  const whole = before.filter((row) => row.coveredDays === countDays(previous.range));
  const items = toItems({
    range,
    daysPerStep,
    rows,
    trendOf: groupBySeries(trends),
    coveredOf: new Map(covered),
    comparable: new Set(whole.map((row) => row.tenantId)),
  });
  return {
    range: { start_date: range.from, end_date: range.to },
    items,
    total_cost_usd: addRoundedUsd(items.map((item) => item.cost_usd)),
  };
}

/** The viewer's own agents with what they cost in the days up to today; nobody else's, whatever the role. */
export async function openMyAgents(
  viewer: Viewer,
  query: OwnAgentsQuery,
): Promise<Panel<OwnAgents>> {
  const now = new Date();
  const to = toIsoDay(now);
  const range = { from: addDays(to, 1 - query.days), to };
  const ownerEmail = toOwnerEmail(viewer);
  const { tenantIds, listedAt } = await findOwnTenants(ownerEmail);
  const readings = await listTenantRanges(tenantIds, range);
  const sorted = readings.toSorted((a, b) => (a.tenantId < b.tenantId ? -1 : 1));
  const snapshot = toOwnSnapshot(sorted, listedAt);
  return {
    snapshot,
    subject: null,
    viewer,
    etagSeed: [snapshot.state, snapshot.asOf?.getTime() ?? 0, to],
    load: async () => ({ data: await readOwnAgents(ownerEmail, tenantIds, range, snapshot.asOf) }),
  };
}
