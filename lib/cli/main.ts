import { existsSync } from "node:fs";
import { isStartedByNpm } from "@/lib/env";
import { toErrorMessage } from "@/lib/errors";
import { waitUntilNpmEnds } from "./npm-parent";
import { exitOnSignals } from "./processes";
import { UsageError } from "./usage-error";

type Command = (args: readonly string[]) => Promise<number>;

/** Loaded when asked for: `generate` must not need what it generates. */
const COMMANDS = new Map<string, { summary: string; load: () => Promise<Command> }>(
  Object.entries({
    start: {
      summary: "PostgreSQL if DATABASE_URL is not set, migrations, worker and web",
      load: async () => (await import("./start")).runStart,
    },
    web: {
      summary: "the web server alone",
      load: async () => (await import("./start")).runWeb,
    },
    worker: {
      summary: "the worker that reads LiteLLM, alone",
      load: async () => (await import("./start")).runWorker,
    },
    migrate: {
      summary: "brings the database up to date and ends",
      load: async () => (await import("./start")).runMigrate,
    },
    doctor: {
      summary: "checks settings, database and LiteLLM, and says what is wrong",
      load: async () => (await import("./doctor")).runDoctor,
    },
    dev: {
      summary: "like start, with Next's development server",
      load: async () => (await import("./start")).runDev,
    },
    backup: {
      summary: "writes the database to a file",
      load: async () => (await import("./backup")).runBackup,
    },
    restore: {
      summary: "fills an empty database from such a file",
      load: async () => (await import("./backup")).runRestore,
    },
    emit: {
      summary: "sends a week of invented calls of coding agents to a portal",
      load: async () => (await import("./emit")).runEmit,
    },
    user: {
      summary: "adds and lists accounts",
      load: async () => (await import("./user")).runUser,
    },
  }),
);

function toUsage(): string {
  const lines = [...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`);
  return `Usage: npm run tokenroll -- COMMAND

${lines.join("\n")}

  backup FILE
  restore FILE
  emit --url ADDRESS [--person E-MAIL]... [--team ID]... < TOKEN
  user list
  user add --email ADDRESS --name NAME
           --role platform_admin|auditor|operator|user
           [--tenant ID]... [--project NAME]... [--password-stdin]
`;
}

/** Runs one command and answers with the exit code: 2 when the command line was not understood. */
async function main([name, ...args]: readonly string[]): Promise<number> {
  const command = name === undefined ? undefined : COMMANDS.get(name);
  try {
    if (name === undefined) throw new UsageError("Which command?");
    if (!command) throw new UsageError(`There is no command \`${name}\`.`);
    const run = await command.load();
    return await run(args);
  } catch (error) {
    process.stderr.write(`${toErrorMessage(error)}\n`);
    if (!(error instanceof UsageError)) return 1;
    process.stderr.write(`\n${toUsage()}`);
    return 2;
  }
}

function canLoadEnvFile(
  node: NodeJS.Process,
): node is NodeJS.Process & { loadEnvFile(file: string): void } {
  return "loadEnvFile" in node;
}

/** Node reads `.env` from 20.12 on; what the environment has already wins. */
function loadEnvFile(): void {
  if (existsSync(".env") && canLoadEnvFile(process)) process.loadEnvFile(".env");
}

loadEnvFile();
exitOnSignals();
if (isStartedByNpm()) void waitUntilNpmEnds().then(() => process.kill(process.pid, "SIGTERM"));
process.exit(await main(process.argv.slice(2)));
