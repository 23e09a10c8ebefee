import "server-only";
import { Gauge, register, Registry } from "prom-client";
import type { Viewer } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import { requireAdministrationReader } from "./runs";
import {
  countQueuedJobs,
  countRecentRuns,
  findDatabaseBytes,
  findOwnPool,
  listAgentSpend,
  listTenantSpend,
  type SpendRow,
} from "./metrics-store";
import { listJobRows, listLagRows } from "./store";

export const METRICS_TYPE = register.contentType;

type Labels = Record<string, string>;
type Sample = readonly [labels: Labels, value: number | null];

/** A gauge of what is known: what was never read has no sample, which is not zero. */
function addGauge(registry: Registry, name: string, help: string, samples: readonly Sample[]) {
  const labelNames = Object.keys(samples[0]?.[0] ?? {});
  const gauge = new Gauge({ name: `tokenroll_${name}`, help, labelNames, registers: [registry] });
  if (labelNames.length === 0) gauge.remove(); // It begins with a zero that nobody has read.
  for (const [labels, value] of samples) if (value !== null) gauge.set(labels, value);
}

function addSpend(
  registry: Registry,
  noun: "tenant" | "agent",
  { rows, total }: { rows: readonly SpendRow[]; total: number },
): void {
  const toLabels = (row: SpendRow): Labels => ({
    ...(noun === "agent" ? { agent: row.id } : {}),
    tenant: row.tenant_id,
    name: row.name ?? row.id,
  });
  const add = (name: string, help: string, pick: (row: SpendRow) => number | null) => {
    const samples = rows.map((row): Sample => [toLabels(row), pick(row)]);
    addGauge(registry, `${noun}_${name}`, help, samples);
  };
  add("spend_today_usd", "US dollars spent since midnight UTC.", (row) => row.today_usd);
  add("tokens_today", "Tokens since midnight UTC.", (row) => row.today_tokens);
  add("calls_today", "Calls since midnight UTC.", (row) => row.today_calls);
  add("spend_month_usd", "US dollars spent this calendar month, UTC.", (row) => row.month_usd);
  add("budget_used_usd", "LiteLLM's counter of the budget period.", (row) => row.budget_used_usd);
  add("budget_limit_usd", "The hard limit; none without one.", (row) => row.budget_limit_usd);
  const help = `${noun}s without series of their own: METRICS_TENANTS and METRICS_AGENTS say how many have.`;
  addGauge(registry, `${noun}s_left_out`, help, [[{}, total - rows.length]]);
}

function toSeconds(time: Date | null): number | null {
  return time === null ? null : time.getTime() / 1_000;
}

async function addSync(registry: Registry): Promise<void> {
  const [lag, jobs, runs, queue] = await Promise.all([
    listLagRows(),
    listJobRows(),
    countRecentRuns(),
    countQueuedJobs(),
  ]);
  const add = (name: string, help: string, samples: Sample[]) => {
    addGauge(registry, name, help, samples);
  };
  const ofKind = (pick: (row: (typeof lag)[number]) => number | null) =>
    lag.map((row): Sample => [{ kind: row.kind }, pick(row)]);
  const oldest = ofKind((row) => (row.never_read > 0 ? null : toSeconds(row.oldest_ok_at)));
  add(
    "snapshot_oldest_timestamp_seconds",
    "When the oldest snapshot of the kind was read.",
    oldest,
  );
  const failing = ofKind((row) => row.failing);
  add("snapshots_failing", "Snapshots whose last reading failed.", failing);
  const unread = ofKind((row) => row.never_read);
  add("snapshots_never_read", "Snapshots that were never read.", unread);
  const good = jobs.map((row): Sample => [{ job: row.job }, toSeconds(row.last_good_at)]);
  add("sync_last_good_timestamp_seconds", "When a run of the job last ended well.", good);
  const toRun = ({ job, outcome }: (typeof runs)[number]) => ({ job, outcome });
  const counts = runs.map((row): Sample => [toRun(row), row.runs]);
  add("sync_runs_last_hour", "Runs that began in the last hour.", counts);
  const longest = runs.map((row): Sample => [toRun(row), row.longest_seconds]);
  add("sync_longest_run_seconds", "The longest of those runs.", longest);
  const waiting = queue.map(({ name, state, jobs: count }): Sample => [
    { job: name, state },
    count,
  ]);
  add("queue_jobs", "Jobs that wait or are in work.", waiting);
}

/**
 * All metrics in Prometheus' text form: the portal's figures by the database, then this process's own.
 * @throws {AppError} forbidden for everybody but platform admins and auditors
 */
export async function readMetrics(viewer: Viewer): Promise<string> {
  requireAdministrationReader(viewer);
  const { METRICS_TENANTS, METRICS_AGENTS } = getSettings();
  const registry = new Registry();
  const [tenants, agents, bytes] = await Promise.all([
    listTenantSpend(METRICS_TENANTS),
    listAgentSpend(METRICS_AGENTS),
    findDatabaseBytes(),
  ]);
  addSpend(registry, "tenant", tenants);
  addSpend(registry, "agent", agents);
  await addSync(registry);
  addGauge(registry, "database_bytes", "The size of the portal's database.", [[{}, bytes]]);
  const pool = Object.entries(findOwnPool() ?? {});
  const connections = pool.map(([state, count]): Sample => [{ state }, count]);
  const help = "Database connections of this process, and queries that wait for one.";
  addGauge(registry, "database_connections", help, connections);
  return Registry.merge([registry, register]).metrics();
}
