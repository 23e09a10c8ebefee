import { Decimal } from "@/lib/money";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import type { Database } from "@/lib/db/client";
import { addDays, type DayRange } from "@/lib/time";
import type { SyncOptions } from "@/lib/sync/context";
import { runOnce, type OnceResult } from "@/lib/sync/run-once";
import {
  createLiteLLMClient,
  type LiteLLMClient,
  type LiteLLMClientOptions,
} from "@/lib/upstream/litellm/client";
import { startLiteLLM, type RunningLiteLLM } from "../upstream/litellm/server";
import type { LiteLLMOptions } from "../upstream/litellm/stand-in";
import type { Truth } from "../upstream/litellm/truth";

export const TODAY = "2026-11-22";
export const HISTORY_DAYS = 45;
export const ALL_DAYS: DayRange = { from: addDays(TODAY, -HISTORY_DAYS), to: TODAY };
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const SETTINGS = {
  ACCOUNT_CLI_SUFFIX: "_codemie_cli",
  ACCOUNT_PREMIUM_SUFFIX: "_codemie_premium_models",
  ACCOUNT_PROJECT_PREFIX: "codemie:project:",
  ANALYTICS_HISTORY_DAYS: 5,
  ANALYTICS_INTERVAL_MINUTES: 60,
  ANALYTICS_ON_DEMAND_MB: 200,
  CHANNEL_TAG_PREFIX: "channel:",
  LITELLM_CONCURRENCY: 4,
  LITELLM_SPEND_LOG_PAGES: 0,
  SYNC_ACCOUNTS_MINUTES: 10,
  SYNC_HISTORY_DAYS: HISTORY_DAYS,
  SYNC_INTERVAL_MINUTES: 5,
  SYNC_RECENT_DAYS: 3,
  TENANT_ENTITY: "team" as "team" | "organization",
};

export function createBedClient(
  upstream: RunningLiteLLM,
  options: Partial<LiteLLMClientOptions> = {},
): LiteLLMClient {
  return createLiteLLMClient({
    baseUrl: upstream.url,
    apiKey: upstream.keys.admin,
    timeoutMs: 5_000,
    concurrency: SETTINGS.LITELLM_CONCURRENCY,
    pageSize: 200,
    maxAttempts: 2,
    retryBaseDelayMs: 5,
    maxRetryDelayMs: 20,
    ...options,
  });
}

export interface SyncBed {
  database: TestDatabase;
  db: Database;
  upstream: RunningLiteLLM;
  client: LiteLLMClient;
  now: () => Date;
  /** Moves the clock that the stand-in and the jobs share. */
  advance(ms: number): void;
  sync(overrides?: Partial<SyncOptions>): Promise<OnceResult>;
  close(): Promise<void>;
}

/** A database, a stand-in, and one clock for both, stopped at 10:30 UTC. */
export async function createSyncBed(upstreamOptions: LiteLLMOptions = {}): Promise<SyncBed> {
  let nowMs = Date.parse(`${TODAY}T10:30:00Z`);
  const database = await createTestDatabase();
  const upstream = await startLiteLLM({
    tenants: 4,
    agentsPerTenant: 4,
    days: HISTORY_DAYS,
    people: 40,
    now: () => nowMs,
    ...upstreamOptions,
  });
  const now = () => new Date(nowMs);
  const client = createBedClient(upstream, { clock: now });
  const { db } = database;
  return {
    database,
    db,
    upstream,
    client,
    now,
    advance: (ms) => void (nowMs += ms),
    sync: (overrides = {}) => runOnce({ db, client, settings: SETTINGS, now, ...overrides }),
    close: async () => {
      await upstream.close();
      await database.drop();
    },
  };
}

export interface StoredSums {
  costUsd: string;
  calls: number;
  promptTokens: number;
  completionTokens: number;
  rows: number;
}

interface SumRow {
  name: string;
  cost: string;
  calls: string;
  prompt: string;
  completion: string;
  rows: string;
}

export type Grouping = "tenant_id" | "agent_id" | "provider" | "day";

/** What is stored in usage_daily, summed by one of its columns. */
export async function sumStored(
  db: Database,
  by: Grouping,
  range: DayRange = ALL_DAYS,
): Promise<Map<string, StoredSums>> {
  const rows = await db.$queryRawUnsafe<SumRow[]>(
    `SELECT ${by}::text AS name, sum(cost_usd)::text AS cost, sum(call_count)::text AS calls,
            sum(prompt_tokens)::text AS prompt, sum(completion_tokens)::text AS completion,
            count(*)::text AS rows
     FROM usage_daily WHERE day BETWEEN $1::date AND $2::date GROUP BY ${by} ORDER BY ${by}`,
    range.from,
    range.to,
  );
  return new Map(
    rows.map((row) => [
      row.name,
      {
        costUsd: row.cost,
        calls: Number(row.calls),
        promptTokens: Number(row.prompt),
        completionTokens: Number(row.completion),
        rows: Number(row.rows),
      },
    ]),
  );
}

export async function totalStored(db: Database, range?: DayRange): Promise<StoredSums> {
  const byTenant = [...(await sumStored(db, "tenant_id", range)).values()];
  const sum = (pick: (sums: StoredSums) => number) =>
    byTenant.reduce((total, sums) => total + pick(sums), 0);
  return {
    costUsd: byTenant.reduce((total, { costUsd }) => total.plus(costUsd), new Decimal(0)).toFixed(),
    calls: sum((sums) => sums.calls),
    promptTokens: sum((sums) => sums.promptTokens),
    completionTokens: sum((sums) => sums.completionTokens),
    rows: sum((sums) => sums.rows),
  };
}

type TruthRow = Pick<
  Truth["totals"],
  "spendUsd" | "requests" | "promptTokens" | "completionTokens"
>;

const MICRO_USD = new Decimal("1e-6");

/** Every figure that differs, in words; empty when all agree to a millionth of a dollar. */
export function listDifferences(
  stored: ReadonlyMap<string, StoredSums>,
  truth: ReadonlyMap<string, TruthRow>,
): string[] {
  const names = new Set([...stored.keys(), ...truth.keys()]);
  return [...names].flatMap((name) => {
    const ours = stored.get(name);
    const theirs = truth.get(name);
    if (!ours || !theirs) {
      const isEmpty = (ours?.calls ?? theirs?.requests) === 0;
      return isEmpty ? [] : [`${name}: only ${ours ? "stored" : "upstream"}`];
    }
    const isCostSame = new Decimal(ours.costUsd).minus(theirs.spendUsd).abs().lessThan(MICRO_USD);
    const isSame =
      isCostSame &&
      ours.calls === theirs.requests &&
      ours.promptTokens === theirs.promptTokens &&
      ours.completionTokens === theirs.completionTokens;
    return isSame ? [] : [`${name}: ${JSON.stringify(ours)} is not ${JSON.stringify(theirs)}`];
  });
}

function toMap<T extends TruthRow>(rows: readonly T[], name: (row: T) => string | null) {
  return new Map(
    rows.flatMap((row) => (name(row) === null ? [] : [[name(row) ?? "", row] as const])),
  );
}

/** Compares everything stored of the range with the stand-in's own sums, by tenant, agent, provider, day. */
export async function listAllDifferences(bed: SyncBed, range = ALL_DAYS): Promise<string[]> {
  const differences: string[] = [];
  const bounds = { startDate: range.from, endDate: range.to };
  const tenants = await bed.db.tenant.findMany({ select: { id: true } });
  const truths = await Promise.all(
    tenants.map(({ id }) => bed.upstream.control.truth({ ...bounds, teamId: id })),
  );
  const all = await bed.upstream.control.truth(bounds);
  const teams = toMap(all.teams, (row) => row.teamId);
  differences.push(...listDifferences(await sumStored(bed.db, "tenant_id", range), teams));
  const merge = (pick: (truth: Truth) => Map<string, TruthRow>) => {
    const merged = new Map<string, TruthRow>();
    for (const truth of truths) {
      for (const [name, row] of pick(truth)) {
        const known = merged.get(name);
        merged.set(name, known ? addRows(known, row) : row);
      }
    }
    return merged;
  };
  const byAgent = merge((truth) => toMap(truth.agents, (row) => row.token));
  const byProvider = merge((truth) => toMap(truth.providers, (row) => row.provider));
  const byDay = merge((truth) => toMap(truth.days, (row) => row.day));
  differences.push(...listDifferences(await sumStored(bed.db, "agent_id", range), byAgent));
  differences.push(...listDifferences(await sumStored(bed.db, "provider", range), byProvider));
  differences.push(...listDifferences(await sumStored(bed.db, "day", range), byDay));
  return differences;
}

function addRows(a: TruthRow, b: TruthRow): TruthRow {
  return {
    spendUsd: new Decimal(a.spendUsd).plus(b.spendUsd).toFixed(),
    requests: a.requests + b.requests,
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
  };
}

/** Tenants' versions: they grow with everything that is shown. */
export async function listVersions(db: Database): Promise<Record<string, string>> {
  const tenants = await db.tenant.findMany({ orderBy: { id: "asc" } });
  return Object.fromEntries(tenants.map((tenant) => [tenant.id, tenant.version.toString()]));
}

/** Asks until the answer is yes. */
export async function waitFor(ask: () => Promise<boolean>, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`not so within ${timeoutMs} ms: ${ask.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
