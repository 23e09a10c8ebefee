import { getAuthSecret, getSettings } from "@/lib/env";
import { isPortFree } from "@/lib/db/free-port";
import { prepareAuthSecret } from "./auth-secret";
import { buildWhenMissing, generateClient } from "./build";
import { migrateWithWords, openDatabase, type OpenDatabase } from "./database";
import { createFirstAdmin } from "./first-admin";
import {
  keepRunning,
  leaveSignalsToCommand,
  startNode,
  toCommandArgs,
  toNextArgs,
  waitForStopSignal,
} from "./processes";
import { requireDatabaseUrl, toServingEnv } from "./serving-env";

async function assertPortFree(port: number): Promise<void> {
  if (port !== 0 && (await isPortFree(port))) return;
  throw new Error(`Port ${port} is taken. Stop what listens there, or set PORT to another one.`);
}

/** Web and worker until a signal, or until the web process or the database ends. */
async function serve(
  database: OpenDatabase,
  env: NodeJS.ProcessEnv,
  webArgs: string[],
): Promise<number> {
  const worker = keepRunning(
    () => startNode(toCommandArgs("worker"), { env }),
    (code, delayMs) => {
      const seconds = Math.round(delayMs / 1000);
      process.stderr.write(
        `The worker ended (exit code ${code}); starting it again in ${seconds} s\n`,
      );
    },
  );
  const web = startNode(webArgs, { env });
  const code = await Promise.race([
    waitForStopSignal().then(() => 0),
    web.exited.then((exitCode) => {
      process.stderr.write(`The web server ended (exit code ${exitCode})\n`);
      return exitCode === 0 ? 1 : exitCode;
    }),
    database.exited.then(() => {
      process.stderr.write("PostgreSQL ended\n");
      return 1;
    }),
  ]);
  await Promise.all([web.stop(), worker.stop()]);
  return code;
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
    return await serve(database, env, toNextArgs("start", "-p", String(settings.PORT)));
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
    return await serve(database, env, toNextArgs("dev", "-p", String(settings.PORT)));
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
