import { getAuthSecret, getSettings, toChildEnv } from "@/lib/env";
import { isPortFree } from "@/lib/db/free-port";
import { prepareAuthSecret } from "./auth-secret";
import { buildWhenMissing, generateClient } from "./build";
import { migrateWithWords, openDatabase } from "./database";
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
import { withAccounts } from "./accounts";

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

/** Creates the administrator of FIRST_ADMIN_EMAIL and FIRST_ADMIN_PASSWORD, where nobody has that e-mail yet. */
async function createFirstAdmin(databaseUrl: string): Promise<void> {
  const { FIRST_ADMIN_EMAIL: email, FIRST_ADMIN_PASSWORD: password } = getSettings();
  if (email === undefined || password === undefined) return;
  const { isNew } = await withAccounts(databaseUrl, ({ createAccount }) =>
    createAccount({ email, name: email, password, role: "platform_admin", tenantIds: [] }),
  );
  if (isNew) process.stdout.write(`Created the administrator ${email}\n`);
}

interface ServingSecrets {
  databaseUrl: string;
  authSecret: string;
}

/** The environment of the web and worker processes; next-auth reads its two from there by itself. */
function toServingEnv(
  { databaseUrl, authSecret }: ServingSecrets,
  nodeEnv?: "development",
): NodeJS.ProcessEnv {
  const settings = getSettings();
  return toChildEnv({
    NODE_ENV: nodeEnv ?? "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: databaseUrl,
    PORT: String(settings.PORT),
    NEXTAUTH_URL: settings.PORTAL_URL ?? `http://localhost:${settings.PORT}`,
    AUTH_SECRET: authSecret,
    NEXTAUTH_SECRET: authSecret,
  });
}

/** @throws when DATABASE_URL is not set, for commands that do not start a server of their own. */
function requireDatabaseUrl(command: string): string {
  const { DATABASE_URL } = getSettings();
  if (DATABASE_URL !== undefined) return DATABASE_URL;
  throw new Error(
    `\`${command}\` needs DATABASE_URL: only \`start\` brings its own PostgreSQL along.`,
  );
}
