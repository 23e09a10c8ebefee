import { mkdir, writeFile } from "node:fs/promises";
import { format, resolveConfig } from "prettier";
import { exitOnSignals, startNode, toTypeScriptArgs } from "@/lib/cli/processes";
import { toChildEnv } from "@/lib/env";
import { toErrorMessage } from "@/lib/errors";
import { describeMachine } from "./machine";
import { OptionError, parseOptions, USAGE, type SuiteName } from "./options";
import { toMarkdown, toMarkdownTable, toPlainTable, toPlainText } from "./report";
import { findResult, listResults } from "./results";

const DOCUMENT = "docs/benchmarks.md";

/** The suites need settings, not a real LiteLLM; those that talk to one start their own stand-in. */
const SUITE_ENV = {
  NODE_ENV: "production",
  TZ: "UTC",
  LOG_LEVEL: "error",
  DATABASE_URL: "",
  LITELLM_URL: "http://127.0.0.1:9",
  LITELLM_MASTER_KEY: "sk-benchmark",
};

async function runSuite(suite: SuiteName, args: readonly string[]): Promise<boolean> {
  process.stderr.write(`Running ${suite}\n`);
  const child = startNode([...toTypeScriptArgs("e2e/bench/suite.ts"), suite, ...args], {
    env: toChildEnv(SUITE_ENV),
  });
  return (await child.exited) === 0;
}

async function writeDocument(): Promise<void> {
  const results = await listResults();
  const postgresVersion = results.find((result) => result.postgresVersion)?.postgresVersion;
  const parts = [
    "# Benchmarks",
    "Written by `npm run bench`. Ratios compare two things on one machine in one run.",
    toMarkdownTable(describeMachine(postgresVersion ?? "not used")),
    ...results.map(
      ({ report, measuredAt }) =>
        `${toMarkdown(report)}\n\nMeasured ${measuredAt.slice(0, 10)}, ${measuredAt.slice(11, 16)} UTC.`,
    ),
  ];
  await mkdir("docs", { recursive: true });
  const options = { ...(await resolveConfig(DOCUMENT)), filepath: DOCUMENT };
  await writeFile(DOCUMENT, await format(parts.join("\n\n"), options));
}

/** Runs the suites one after the other; a suite that fails does not keep the next from running. */
async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  const suiteArgs = [
    "--calls",
    options.callCounts.join(","),
    ...["--minutes", String(options.minutes)],
    ...(options.isFresh ? ["--fresh"] : []),
    ...(options.isSmall ? ["--small"] : []),
    ...(options.isProfiled ? ["--cpu-prof"] : []),
  ];
  const failed: SuiteName[] = [];
  for (const suite of options.suites) {
    if (!(await runSuite(suite, suiteArgs))) {
      failed.push(suite);
      continue;
    }
    const result = await findResult(suite, options.isSmall);
    if (!result) throw new Error(`The suite ${suite} left no result.`);
    const machine = toPlainTable(describeMachine(result.postgresVersion ?? "not used"));
    process.stdout.write(`\n${machine}\n\n${toPlainText(result.report)}\n\n`);
  }
  if (!options.isSmall) {
    await writeDocument();
    process.stdout.write(`The same is in ${DOCUMENT}.\n`);
  }
  if (failed.length > 0) process.stderr.write(`Failed: ${failed.join(", ")}\n`);
  return failed.length > 0 ? 1 : 0;
}

exitOnSignals();
process.exit(
  await main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${toErrorMessage(error)}\n`);
    if (!(error instanceof OptionError)) return 1;
    process.stderr.write(`\n${USAGE}`);
    return 2;
  }),
);
