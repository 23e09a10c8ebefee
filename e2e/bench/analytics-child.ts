import type { Viewer } from "@/lib/auth/policy";
import { createDatabase, shareDatabase } from "@/lib/db/client";
import { getSettings } from "@/lib/env";
import { leaderboardQuerySchema } from "@/lib/analytics/board-schema";
import { openLeaderboard } from "@/lib/analytics/leaderboard";
import { createSyncContext, type SyncContext } from "@/lib/sync/context";
import type { RunResult } from "@/lib/sync/job";
import { syncInsights } from "@/lib/sync/jobs/sync-insights";
import { syncLeaderboard } from "@/lib/sync/jobs/sync-leaderboard";
import { runJob } from "@/lib/sync/runs/run";
import { findAnalyticsClient } from "@/lib/upstream/analytics/from-settings";
import { createLiteLLMClient } from "@/lib/upstream/litellm/client";
import { toLiteLLMOptions } from "@/lib/upstream/litellm/from-settings";
import type { AnalyticsMeasurement } from "./analytics-measurement";
import { timeMs, toPercentile } from "./statistics";
import { RESULT_MARK } from "./sync-measurement";

/** Two seasons; a whole reading takes seventeen. */
const ONCE = { trigger: "once" as const };
const WHOLE = { trigger: "schedule" as const };
const ROUNDS = 40;

const viewer: Viewer = {
  userId: "00000000-0000-7000-8000-000000000001",
  email: "admin@example.com",
  name: "Admin",
  role: "platform_admin",
  tenantIds: [],
  projectNames: [],
};

const QUESTIONS: readonly [label: string, query: Record<string, string>][] = [
  ["first page", {}],
  ["page 300", { page: "300" }],
  ["search by name", { q: "nakamura" }],
  ["sort by name", { sort: "name" }],
  ["sort by a dimension, page 200", { sort: "d5", order: "desc", page: "200" }],
  ["tier and intent", { tier: "advanced", intent: "developer", sort: "score_change" }],
];

async function countRequests(context: SyncContext): Promise<number> {
  const { _sum } = await context.db.syncRun.aggregate({ _sum: { requests: true } });
  return _sum.requests ?? 0;
}

async function measureReading(
  context: SyncContext,
  label: string,
  read: () => Promise<RunResult>,
): Promise<AnalyticsMeasurement["readings"][number]> {
  const before = await countRequests(context);
  const startedAt = performance.now();
  const { outcome, rowsChanged } = await read();
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    label,
    outcome,
    seconds,
    requests: (await countRequests(context)) - before,
    rowsChanged,
  };
}

async function measureQuestion([label, query]: (typeof QUESTIONS)[number]) {
  const asked = leaderboardQuerySchema.parse(query);
  const ask = async () => (await openLeaderboard(viewer, asked)).load();
  await ask();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await timeMs(ask));
  return { label, p50Ms: toPercentile(times, 0.5), p95Ms: toPercentile(times, 0.95) };
}

/** One reading of the analytics API into an empty database, one more, and the leaderboard's questions. */
async function measure(): Promise<AnalyticsMeasurement> {
  const settings = getSettings();
  const db = createDatabase(settings.DATABASE_URL ?? "", { poolSize: settings.DATABASE_POOL_SIZE });
  shareDatabase(db);
  const client = createLiteLLMClient(toLiteLLMOptions(settings));
  const analytics = findAnalyticsClient(settings);
  const context = createSyncContext({ db, client, analytics, settings });
  const startRssMib = process.resourceUsage().maxRSS / 1024;
  const readings = [
    await measureReading(context, "leaderboard and two seasons", () =>
      runJob(context, syncLeaderboard, ONCE),
    ),
    await measureReading(context, "all insights", () => runJob(context, syncInsights, WHOLE)),
    await measureReading(context, "leaderboard again", () =>
      runJob(context, syncLeaderboard, ONCE),
    ),
    await measureReading(context, "insights again", () => runJob(context, syncInsights, WHOLE)),
  ];
  const peakRssMib = process.resourceUsage().maxRSS / 1024;
  await db.$executeRawUnsafe("VACUUM ANALYZE");
  const questions = [];
  for (const question of QUESTIONS) questions.push(await measureQuestion(question));
  const board = await db.leaderboardSnapshot.findFirstOrThrow({ where: { view: "current" } });
  const people = await db.leaderboardEntry.count({ where: { snapshotId: board.id } });
  context.heartbeat.stop();
  await db.$disconnect();
  return { readings, questions, people, startRssMib, peakRssMib };
}

process.stdout.write(`${RESULT_MARK}${JSON.stringify(await measure())}\n`);
process.exit(0);
