import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { exitOnSignals } from "@/lib/cli/processes";
import { parseOptions, type BenchOptions, type SuiteName } from "./options";
import type { SuiteResult } from "./report";
import { toResultFile } from "./results";

type Suite = (options: BenchOptions, log: (line: string) => void) => Promise<SuiteResult>;

const SUITE_RUNNERS: Record<SuiteName, () => Promise<Suite>> = {
  read: async () => (await import("./read")).runReadSuite,
  tenants: async () => (await import("./tenants")).runTenantsSuite,
  http: async () => (await import("./http")).runHttpSuite,
  sync: async () => (await import("./sync")).runSyncSuite,
  forecast: async () => (await import("./forecast")).runForecastSuite,
  analytics: async () => (await import("./analytics")).runAnalyticsSuite,
  accounts: async () => (await import("./accounts")).runAccountsSuite,
  people: async () => (await import("./people")).runPeopleSuite,
  browser: async () => (await import("./browser")).runBrowserSuite,
  soak: async () => (await import("./soak")).runSoakSuite,
  demo: async () => (await import("./demo")).runDemoSuite,
};

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** One suite in a process of its own; its result goes to a file. */
async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args);
  for (const name of options.suites) {
    const run = await SUITE_RUNNERS[name]();
    const result = await run(options, log);
    const file = toResultFile(name, options.isSmall);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify({ ...result, measuredAt: new Date().toISOString() }));
  }
  return 0;
}

exitOnSignals();
process.exit(await main(process.argv.slice(2)));
