import { startStandIn } from "@/e2e/stand-in-process";
import { listSeedPeople } from "@/e2e/upstream/people";
import type { Viewer } from "@/lib/auth/policy";
import { createDatabase, shareDatabase, type Database } from "@/lib/db/client";
import { migrateDatabase } from "@/lib/db/migrate";
import { exportCohort } from "@/lib/people/exports";
import { exportQuerySchema, peopleQuerySchema } from "@/lib/people/schema";
import { openCohortDetail, openPeoplePage, storeCohort } from "@/lib/people/service";
import { createSyncContext } from "@/lib/sync/context";
import { syncAccounts } from "@/lib/sync/jobs/sync-accounts";
import { runJob } from "@/lib/sync/runs/run";
import { createLiteLLMClient } from "@/lib/upstream/litellm/client";
import { getSettings } from "@/lib/env";
import { findPostgresVersion, openBenchDatabase, startBenchServer } from "./database";
import { timeOpenings } from "./export-opening";
import type { BenchOptions } from "./options";
import type { Bar, SuiteReport, SuiteResult } from "./report";
import { timeMs, toPercentile } from "./statistics";

const SIZES = { all: [656, 12_000], small: [33, 600] };
const PAGES = 200;
const MAX_OPEN_MS = 2_000;
const MAX_PAGE_MS = 50;
const MAX_KEY_MS = 100;
const MAX_EXPORT_BYTES = 1_000_000;

const METHOD = `The portal's own services with PostgreSQL on the same machine, answers turned into JSON: ${PAGES} times the
page of a cohort (cards, charts and the first page of its table), and a search for every key press of
forty names. "after a sync" is the first page after new figures, which all askers of an instant share.
"opened" is the exported file in Chromium without a network, each time in a new window, until the rows of its
table are drawn.`;

interface Measurement {
  size: number;
  afterSyncMs: number;
  pageMs: number[];
  keyMs: number[];
  exportMs: number;
  exportBytes: number;
  openMs: number[];
}

async function openPage(viewer: Viewer, cohortId: string): Promise<number> {
  return timeMs(async () => {
    const detail = await openCohortDetail(viewer, cohortId);
    const table = await openPeoplePage(viewer, cohortId, peopleQuerySchema.parse({}));
    JSON.stringify([await detail.load(), await table.load()]);
  });
}

async function pressKeys(viewer: Viewer, cohortId: string, word: string): Promise<number[]> {
  const times: number[] = [];
  for (let length = 1; length <= word.length; length += 1) {
    const query = peopleQuerySchema.parse({ q: word.slice(0, length) });
    times.push(
      await timeMs(async () => {
        const page = await openPeoplePage(viewer, cohortId, query);
        JSON.stringify(await page.load());
      }),
    );
  }
  return times;
}

async function measureCohort(viewer: Viewer, cohortId: string, size: number): Promise<Measurement> {
  const afterSyncMs = await openPage(viewer, cohortId);
  const pageMs: number[] = [];
  for (let round = 0; round < PAGES; round += 1) pageMs.push(await openPage(viewer, cohortId));
  const keyMs: number[] = [];
  for (const { name } of listSeedPeople(40)) {
    keyMs.push(...(await pressKeys(viewer, cohortId, name.toLowerCase().replace(" ", "."))));
  }
  let html = "";
  const exportMs = await timeMs(async () => {
    html = await (await exportCohort(viewer, cohortId, exportQuerySchema.parse({}))).text();
  });
  const openMs = await timeOpenings(html);
  const exportBytes = Buffer.byteLength(html);
  return { size, afterSyncMs, pageMs, keyMs, exportMs, exportBytes, openMs };
}

function listTimeBars({ size, pageMs, keyMs }: Measurement): Bar[] {
  const page = toPercentile(pageMs, 0.95);
  const key = toPercentile(keyMs, 0.95);
  return [
    {
      name: `page of ${size} people, p95 in ms`,
      wanted: `≤ ${MAX_PAGE_MS}`,
      measured: page.toFixed(1),
      isMet: page <= MAX_PAGE_MS,
    },
    {
      name: `key press among ${size} people, p95 in ms`,
      wanted: `≤ ${MAX_KEY_MS}`,
      measured: key.toFixed(1),
      isMet: key <= MAX_KEY_MS,
    },
  ];
}

function listExportBars(smallest: Measurement, largest: Measurement): Bar[] {
  const opened = toPercentile(largest.openMs, 0.5);
  return [
    {
      name: `exported page of ${smallest.size} people, bytes`,
      wanted: `< ${MAX_EXPORT_BYTES}`,
      measured: String(smallest.exportBytes),
      isMet: smallest.exportBytes < MAX_EXPORT_BYTES,
    },
    {
      name: `exported page of ${largest.size} people opened, p50 in ms`,
      wanted: `≤ ${MAX_OPEN_MS}`,
      measured: opened.toFixed(0),
      isMet: opened <= MAX_OPEN_MS,
    },
  ];
}

function toReport(measurements: readonly Measurement[]): SuiteReport {
  const p = (times: readonly number[], share: number) => toPercentile(times, share);
  const bars = measurements.flatMap(listTimeBars);
  const [smallest] = measurements;
  const largest = measurements.at(-1);
  if (smallest && largest) bars.push(...listExportBars(smallest, largest));
  return {
    title: "A cohort's page",
    method: METHOD,
    tables: [
      {
        title: "Milliseconds, p50 / p95",
        columns: [
          "people",
          "page",
          "key press",
          "after a sync",
          "HTML export",
          "its size",
          "opened",
        ],
        rows: measurements.map((one) => [
          String(one.size),
          `${p(one.pageMs, 0.5).toFixed(1)} / ${p(one.pageMs, 0.95).toFixed(1)}`,
          `${p(one.keyMs, 0.5).toFixed(1)} / ${p(one.keyMs, 0.95).toFixed(1)}`,
          one.afterSyncMs.toFixed(0),
          one.exportMs.toFixed(0),
          `${(one.exportBytes / 1024).toFixed(0)} KiB`,
          `${p(one.openMs, 0.5).toFixed(0)} / ${p(one.openMs, 0.95).toFixed(0)}`,
        ]),
      },
    ],
    bars,
  };
}

async function makeViewer(db: Database): Promise<Viewer> {
  const email = "bench@example.com";
  const role = "platform_admin";
  const { id } = await db.user.create({ data: { email, name: "Bench", role } });
  return { userId: id, email, name: "Bench", role, tenantIds: [], projectNames: [] };
}

async function measure(
  db: Database,
  sizes: readonly number[],
  log: (line: string) => void,
): Promise<Measurement[]> {
  const standIn = await startStandIn({ people: Math.max(...sizes) });
  try {
    const client = createLiteLLMClient({
      baseUrl: standIn.url,
      apiKey: standIn.masterKey,
      timeoutMs: 60_000,
      concurrency: 8,
      pageSize: 1000,
    });
    const context = createSyncContext({ db, client, settings: getSettings() });
    await runJob(context, syncAccounts, { trigger: "once" });
    context.heartbeat.stop();
  } finally {
    await standIn.process.stop();
  }
  const viewer = await makeViewer(db);
  const measurements: Measurement[] = [];
  for (const size of sizes) {
    const people = listSeedPeople(size).map(({ email, name }) => ({ person_id: email, name }));
    const cohortId = await storeCohort(viewer, `Cohort of ${size}`, people);
    measurements.push(await measureCohort(viewer, cohortId, size));
    log(`${size} people measured`);
  }
  return measurements;
}

/** The page of a cohort of 656 and of 12,000 people. */
export async function runPeopleSuite(
  options: BenchOptions,
  log: (line: string) => void,
): Promise<SuiteResult> {
  const server = await startBenchServer();
  try {
    const url = await openBenchDatabase(server.url, "bench_people", true);
    await migrateDatabase(url);
    const db = createDatabase(url);
    shareDatabase(db);
    try {
      const report = toReport(await measure(db, options.isSmall ? SIZES.small : SIZES.all, log));
      return { postgresVersion: await findPostgresVersion(url), report };
    } finally {
      shareDatabase(undefined);
      await db.$disconnect();
    }
  } finally {
    await server.stop();
  }
}
