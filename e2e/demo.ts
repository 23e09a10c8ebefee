import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { keepEmbeddedPostgres } from "@/lib/cli/database";
import {
  exitOnSignals,
  keepRunning,
  printRestart,
  ROOT_DIR,
  toPart,
  waitForStopSignal,
} from "@/lib/cli/processes";
import { generateClient } from "@/lib/cli/build";
import { findFreePort, isPortFree } from "@/lib/db/free-port";
import { migrateDatabase } from "@/lib/db/migrate";
import { toErrorMessage } from "@/lib/errors";
import { build, isBuildStale } from "./build";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "./demo-accounts";
import { toPortalEnv } from "./portal-env";
import { runProgram, startWeb, startWorker, WEB_HOST } from "./portal-process";
import { startAnalyticsStandIn, startStandIn, type StandInProcess } from "./stand-in-process";
import { step } from "./steps";

const DATA_DIR = path.join(ROOT_DIR, ".data/demo");
const SYNCED_FILE = path.join(DATA_DIR, "synced");
const CODED_FILE = path.join(DATA_DIR, "coded");
const ANCHOR_FILE = path.join(DATA_DIR, "anchor-day");
const WISHED_PORT = 3000;
const AUTH_SECRET = "tokenroll-demo-secret-that-signs-nothing-real";

/**
 * What tenants' pages and profiles show with what they compare it with. The worker reads the older days and
 * the analytics while somebody looks around, and the pages say until then what is missing.
 */
const FIRST_SYNC = { SYNC_HISTORY_DAYS: "95", ANALYTICS_URL: "", ANALYTICS_KEY: "" };

const started: { stop(): Promise<void> }[] = [];

function stopLater<T extends { stop(): Promise<void> }>(part: T): T {
  started.push(part);
  return part;
}

async function stopAll(): Promise<void> {
  for (const part of started.reverse()) await part.stop();
}

async function doesExist(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** The invented past must be the same after a restart: it is made for the day of the first one. */
async function readAnchorDay(): Promise<string> {
  const known = await readFile(ANCHOR_FILE, "utf8").catch(() => "");
  if (known !== "") return known;
  const today = new Date().toISOString().slice(0, 10);
  await writeFile(ANCHOR_FILE, today);
  return today;
}

async function chooseOperatorTenants(standIn: StandInProcess): Promise<string[]> {
  const { tenants } = await standIn.control.state();
  return tenants.slice(0, 2).map((tenant) => tenant.teamId);
}

async function prepareBuild(): Promise<void> {
  const isStale = await isBuildStale();
  await (isStale ? step("Build of the web application", build) : step("Build: as it was", noWork));
}

async function prepareData(standIn: StandInProcess, env: NodeJS.ProcessEnv): Promise<void> {
  const tenantIds = await chooseOperatorTenants(standIn);
  await step("Accounts", () => runProgram("e2e/seed-accounts.ts", tenantIds, env));
  if (await doesExist(SYNCED_FILE)) {
    await step("First sync: done on an earlier run", noWork);
  } else {
    await step("First sync with LiteLLM", () =>
      runProgram("e2e/first-sync.ts", [], { ...env, ...FIRST_SYNC }),
    );
    await step("A cohort", () => runProgram("e2e/seed-cohorts.ts", [], env));
    await writeFile(SYNCED_FILE, "");
  }
  await step("Budgets with a past", () => runProgram("e2e/seed-budgets.ts", [], env));
}

/** Through the portal's own door, so that the web server runs by then; the worker sums it up. */
async function prepareCoding(env: NodeJS.ProcessEnv, port: number): Promise<void> {
  if (await doesExist(CODED_FILE)) return;
  await step("A week of coding agents", () =>
    runProgram("e2e/seed-coding.ts", [`http://localhost:${port}`], env),
  );
  await writeFile(CODED_FILE, "");
}

async function noWork(): Promise<void> {
  // Named in the list of steps, so that the second run reads like the first.
}

function printWelcome(port: number): void {
  const rows = Object.entries(DEMO_ACCOUNTS).map(
    ([role, { email }]) => `  ${email.padEnd(24)} ${DEMO_PASSWORD}   ${role}`,
  );
  process.stdout.write(
    `\nTokenroll is ready: http://localhost:${port}\n\nSign in as\n${rows.join("\n")}\n\nOlder days and the analytics are read in the background. Ctrl-C stops it.\n`,
  );
}

/** Near the usual one, so that the address stays easy to type. */
async function findDemoPort(): Promise<number> {
  for (let port = WISHED_PORT; port < WISHED_PORT + 10; port += 1) {
    if ((await isPortFree(port)) && (await isPortFree(port, WEB_HOST))) return port;
  }
  return findFreePort(0, WEB_HOST);
}

/** The database and the stand-ins, running and read; the answer is the portal's environment. */
async function openData(port: number): Promise<NodeJS.ProcessEnv> {
  const database = await step("Embedded PostgreSQL", () => keepEmbeddedPostgres(DATA_DIR));
  stopLater({ stop: database.close });
  await step("Migrations", () => migrateDatabase(database.url));
  const standIn = await step("Stand-in of LiteLLM", async () =>
    startStandIn({ anchorDay: await readAnchorDay() }),
  );
  stopLater(standIn.process);
  const analytics = await step("Stand-in of the analytics API", () => startAnalyticsStandIn());
  stopLater(analytics.process);
  const env = toPortalEnv({
    databaseUrl: database.url,
    litellmUrl: standIn.url,
    litellmKey: standIn.masterKey,
    analyticsUrl: analytics.url,
    analyticsKey: analytics.key,
    port,
    authSecret: AUTH_SECRET,
    dataDir: DATA_DIR,
  });
  await prepareData(standIn, env);
  return env;
}

async function serve(): Promise<number> {
  const port = await step("Settings", async () => {
    await mkdir(DATA_DIR, { recursive: true });
    await generateClient();
    return findDemoPort();
  });
  // At the same time: the build keeps both cores busy where the reading waits for answers.
  const [env] = await Promise.all([openData(port), prepareBuild()]);
  await step("Web server", async () => {
    const first = await startWeb(env, port);
    const starts = [first];
    const start = async () => toPart("The web server", starts.pop() ?? (await startWeb(env, port)));
    stopLater(keepRunning(start, printRestart));
  });
  stopLater(keepRunning(() => toPart("The worker", startWorker(env)), printRestart));
  await prepareCoding(env, port);
  printWelcome(port);
  await waitForStopSignal();
  return 0;
}

async function main(): Promise<number> {
  try {
    return await serve();
  } catch (error) {
    process.stderr.write(`${toErrorMessage(error)}\n`);
    return 1;
  } finally {
    await stopAll();
  }
}

exitOnSignals();
process.exit(await main());
