import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { ROOT_DIR } from "@/lib/cli/processes";
import { generateClient } from "@/lib/cli/build";
import { findFreePort } from "@/lib/db/free-port";
import { migrateDatabase } from "@/lib/db/migrate";
import { runOnServer, withDatabaseName } from "@/lib/testing/template";
import { build, isBuildStale } from "./build";
import { startIdentityProcess } from "./identity-process";
import { toPortalEnv } from "./portal-env";
import { listLogFiles, runProgram, startWeb, startWorker } from "./portal-process";
import { startAnalyticsStandIn, startStandIn, type StandInProcess } from "./stand-in-process";

export interface StackOptions {
  /** A PostgreSQL whose role may create databases; the stack makes one of its own there. */
  databaseServerUrl: string;
  /** Builds the web application when a source is newer than the last build. */
  build: boolean;
  /** Days of history, read before the stack is handed over. */
  historyDays?: number;
  logLevel?: string;
  /** Node's own arguments. */
  webNodeArgs?: string[] | undefined;
  workerNodeArgs?: string[] | undefined;
}

export interface Stack {
  portalUrl: string;
  databaseUrl: string;
  litellmUrl: string;
  litellmKey: string;
  /** The stand-in of the OpenID provider and of GitHub. */
  identityUrl: string;
  identitySecret: string;
  /** What web and worker write. */
  logFiles: string[];
  analyticsUrl: string;
  /** Signs the session cookies. */
  authSecret: string;
  /** The tenants of the operator's account. */
  operatorTenantIds: string[];
  control: StandInProcess["control"];
  stop(): Promise<void>;
}

const HISTORY_DAYS = 120;
/** Enough for a week and the week before it. */
const ANALYTICS_DAYS = 15;
const ANALYTICS_SIZE = { people: 600, projects: 8 };

/** The whole portal on free ports with a database of its own, synced once, worker and web running. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const parts: Parts = [];
  const stop = async () => {
    for (const part of parts.splice(0).reverse()) await part.stop();
  };
  try {
    return { ...(await startParts(options, parts)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Parts = { stop(): Promise<void> }[];

async function openDatabase(serverUrl: string, parts: Parts): Promise<string> {
  const name = `stack_${randomBytes(6).toString("hex")}`;
  const databaseUrl = withDatabaseName(serverUrl, name);
  await runOnServer(serverUrl, `CREATE DATABASE ${name}`);
  parts.push({ stop: () => runOnServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`) });
  await generateClient();
  await migrateDatabase(databaseUrl);
  return databaseUrl;
}

/** Stand-ins of what the portal talks to, for a portal on `port`. */
async function startUpstreams(historyDays: number, port: number, parts: Parts) {
  const standIn = await startStandIn({ days: historyDays });
  parts.push(standIn.process);
  const analytics = await startAnalyticsStandIn(ANALYTICS_SIZE);
  parts.push(analytics.process);
  const identity = await startIdentityProcess(`http://localhost:${port}`);
  parts.push(identity.process);
  return { standIn, analytics, identity };
}

async function startParts(options: StackOptions, parts: Parts): Promise<Omit<Stack, "stop">> {
  const historyDays = options.historyDays ?? HISTORY_DAYS;
  const databaseUrl = await openDatabase(options.databaseServerUrl, parts);
  const port = await findFreePort(0);
  const { standIn, analytics, identity } = await startUpstreams(historyDays, port, parts);
  const authSecret = randomBytes(32).toString("hex");
  const dataDir = path.join(ROOT_DIR, ".data");
  await mkdir(dataDir, { recursive: true });
  const env = toPortalEnv({
    databaseUrl,
    litellmUrl: standIn.url,
    litellmKey: standIn.masterKey,
    analyticsUrl: analytics.url,
    analyticsKey: analytics.key,
    analyticsDays: ANALYTICS_DAYS,
    port,
    authSecret,
    dataDir,
    historyDays,
    identity,
    logLevel: options.logLevel,
  });
  const { tenants } = await standIn.control.state();
  const operatorTenantIds = tenants.slice(0, 2).map((tenant) => tenant.teamId);
  if (options.build && (await isBuildStale())) await build();
  await runProgram("e2e/seed-accounts.ts", operatorTenantIds, env);
  await runProgram("e2e/first-sync.ts", [], env);
  await runProgram("e2e/seed-cohorts.ts", [], env);
  parts.push(startWorker(env, options.workerNodeArgs));
  parts.push(await startWeb(env, port, options.webNodeArgs));
  return {
    portalUrl: `http://localhost:${port}`,
    databaseUrl,
    litellmUrl: standIn.url,
    litellmKey: standIn.masterKey,
    ...{ identityUrl: identity.url, identitySecret: identity.clientSecret },
    logFiles: listLogFiles(),
    analyticsUrl: analytics.url,
    authSecret,
    operatorTenantIds,
    control: standIn.control,
  };
}
