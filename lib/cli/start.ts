import { getAuthSecret, getSettings } from "@/lib/env";
import { isPortFree } from "@/lib/db/free-port";
import { prepareAuthSecret } from "./auth-secret";
import { buildWhenMissing, generateClient } from "./build";
import { migrateWithWords, openDatabase } from "./database";
import { createFirstAdmin } from "./first-admin";
import {
  keepRunning,
  leaveSignalsToCommand,
  printRestart,
  startNode,
  toCommandArgs,
  toNextArgs,
  toPart,
  waitForStopSignal,
} from "./processes";
import { requireDatabaseUrl, toServingEnv } from "./serving-env";

async function assertPortFree(port: number): Promise<void> {
  if (port !== 0 && (await isPortFree(port))) return;
  throw new Error(`Port ${port} is taken. Stop what listens there, or set PORT to another one.`);
}

/** Web and worker until a signal; one that ends is started again, the other goes on. */
async function serve(env: NodeJS.ProcessEnv, webArgs: string[]): Promise<number> {
  const parts = [
    keepRunning(
      () => toPart("The worker", startNode(toCommandArgs("worker"), { env })),
      printRestart,
    ),
    keepRunning(() => toPart("The web server", startNode(webArgs, { env })), printRestart),
  ];
  await waitForStopSignal();
  await Promise.all(parts.map((part) => part.stop()));
  return 0;
}

/** PostgreSQL, migrations, worker and web in one command; answers with the exit code. */
export async function runStart(): Promise<number> {
  const settings = getSettings();
  await assertPortFree(settings.PORT);
  await buildWhenMissing();
  const database = await openDatabase(settings, { isOwner: true });
  try {
    await migrateWithWords(database.url);
    await createFirstAdmin(database.url);
    const authSecret = await prepareAuthSecret(settings);
    const env = toServingEnv({ databaseUrl: database.url, authSecret });
    return await serve(env, toNextArgs("start", "-p", String(settings.PORT)));
  } finally {
    await database.close();
  }
}

/** The same with Next's development server, which compiles pages as they are asked for. */
export async function runDev(): Promise<number> {
  const settings = getSettings();
  await assertPortFree(settings.PORT);
  await generateClient();
  const database = await openDatabase(settings, { isOwner: true });
  try {
    await migrateWithWords(database.url);
    await createFirstAdmin(database.url);
    const authSecret = await prepareAuthSecret(settings);
    const env = toServingEnv({ databaseUrl: database.url, authSecret }, "development");
    return await serve(env, toNextArgs("dev", "-p", String(settings.PORT)));
  } finally {
    await database.close();
  }
}

/** Web alone, for replicas; migrations and worker run elsewhere. */
export async function runWeb(): Promise<number> {
  const databaseUrl = requireDatabaseUrl("web");
  const env = toServingEnv({ databaseUrl, authSecret: getAuthSecret() });
  const web = startNode(toNextArgs("start", "-p", String(getSettings().PORT)), { env });
  const code = await Promise.race([web.exited, waitForStopSignal().then(() => 0)]);
  await web.stop();
  return code;
}

/** Worker alone, for replicas; it ends on a signal by itself. */
export async function runWorker(): Promise<number> {
  requireDatabaseUrl("worker");
  getAuthSecret(); // Missing, it is said now and not with the first secret that is to be opened.
  leaveSignalsToCommand();
  const { runWorkerProcess } = await import("@/lib/sync/main");
  await runWorkerProcess();
  return 0;
}

/** Applies what is missing and ends. */
export async function runMigrate(): Promise<number> {
  const database = await openDatabase(getSettings(), { isOwner: false });
  try {
    await migrateWithWords(database.url);
    return 0;
  } finally {
    await database.close();
  }
}
