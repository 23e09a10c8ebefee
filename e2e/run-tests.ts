import { rm } from "node:fs/promises";
import path from "node:path";
import { exitOnSignals, ROOT_DIR, startNode, toNextArgs } from "@/lib/cli/processes";
import { generateClient } from "@/lib/cli/build";
import { startThrowawayPostgres } from "@/lib/db/embedded";
import { toChildEnv } from "@/lib/env";
import { toErrorMessage } from "@/lib/errors";
import { ensureBrowser } from "./browser";
import {
  formatCounts,
  parsePlaywrightReport,
  parseVitestReport,
  readCounts,
  type TestCounts,
} from "./count-tests";

const PASSED: TestCounts = { passed: 1, failed: 0, skipped: 0 };
const FAILED: TestCounts = { passed: 0, failed: 1, skipped: 0 };
const UNIT_REPORT = path.join(ROOT_DIR, "test-results/unit.json");
const E2E_REPORT = path.join(ROOT_DIR, "test-results/e2e.json");

type Environment = Record<string, string>;

function writeEnd(title: string, code: number, startedAt: number): void {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  process.stdout.write(`── ${title}: ${code === 0 ? "ok" : "FAILED"} (${seconds} s)\n`);
}

async function run(title: string, args: string[], env: Environment = {}): Promise<number> {
  const startedAt = Date.now();
  process.stdout.write(`\n── ${title}\n`);
  const code = await startNode(args, { env: toChildEnv(env) }).exited;
  writeEnd(title, code, startedAt);
  return code;
}

/** Runs beside others, so its words are kept until it ends and come in one piece. */
async function check(title: string, args: string[], env: Environment = {}): Promise<TestCounts> {
  const startedAt = Date.now();
  let words = "";
  const output = { write: (text: string) => (words += text) };
  const code = await startNode(args, { env: toChildEnv(env), output }).exited;
  process.stdout.write(`\n── ${title}\n${words}`);
  writeEnd(title, code, startedAt);
  return code === 0 ? PASSED : FAILED;
}

/** Each of them uses one core; the longest has one to itself. */
async function runStaticChecks(): Promise<TestCounts[]> {
  const lint = check("Lint", ["node_modules/eslint/bin/eslint.js", ".", "--max-warnings", "0"]);
  const types = await check("Types", ["node_modules/typescript/bin/tsc", "--noEmit"]);
  const prettier = ["node_modules/prettier/bin/prettier.cjs", "--check", "."];
  return [await check("Format", prettier), await lint, types];
}

async function prepare(): Promise<void> {
  ensureBrowser();
  await generateClient();
  const code = await run("Route types", toNextArgs("typegen"));
  if (code !== 0)
    process.stderr.write("Route types could not be written; the checks will say why.\n");
}

async function runUnitTests(databaseUrl: string): Promise<TestCounts> {
  await rm(UNIT_REPORT, { force: true });
  const args = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${UNIT_REPORT}`,
  ];
  const code = await run("Unit and integration tests", args, { TEST_DATABASE_URL: databaseUrl });
  return readCounts(UNIT_REPORT, parseVitestReport, code);
}

async function runEndToEndTests(databaseUrl: string): Promise<TestCounts> {
  await rm(E2E_REPORT, { force: true });
  const args = ["node_modules/@playwright/test/cli.js", "test"];
  const code = await run("End-to-end tests", args, { TEST_DATABASE_URL: databaseUrl });
  return readCounts(E2E_REPORT, parsePlaywrightReport, code);
}

/** Every suite runs, whatever an earlier one found, so that the sum at the end is complete. */
async function runSuites(databaseUrl: string): Promise<TestCounts[]> {
  const suites = [...(await runStaticChecks()), await runUnitTests(databaseUrl)];
  const build = await check("Build", toNextArgs("build"), { NODE_ENV: "production" });
  suites.push(build, build.failed === 0 ? await runEndToEndTests(databaseUrl) : FAILED);
  return suites;
}

async function main(): Promise<number> {
  await prepare();
  const server = await startThrowawayPostgres();
  try {
    const suites = await runSuites(server.url);
    process.stdout.write(`\n${formatCounts(suites)}\n`);
    return suites.some((suite) => suite.failed > 0) ? 1 : 0;
  } finally {
    await server.stop();
  }
}

exitOnSignals();
process.exit(
  await main().catch((error: unknown) => {
    process.stderr.write(`${toErrorMessage(error)}\n\n${formatCounts([FAILED])}\n`);
    return 1;
  }),
);
