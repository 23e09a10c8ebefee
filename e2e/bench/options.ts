import { parseArgs } from "node:util";

/** Data and results of the benchmarks; not under version control. */
export const BENCH_DIR = ".data/bench";

export const SUITES = [
  "read",
  "tenants",
  "http",
  "sync",
  "accounts",
  "people",
  "analytics",
  "browser",
  "demo",
  "forecast",
  "soak",
] as const;
export type SuiteName = (typeof SUITES)[number];

const DEFAULT_MINUTES = 6;
const DEFAULT_CALLS = "1000000,10000000";

export const USAGE = `Usage: npm run bench -- [SUITE]... [--calls N,N] [--fresh] [--small] [--cpu-prof] [--minutes N]

  read     panels out of rollups, beside GROUP BY over raw calls
  tenants  the list of a thousand tenants
  http     requests a second of panels and pages, beside the liveness endpoint
  sync     a first and a second reading of 400 days
  analytics  the leaderboard and all insights, and pages of 12,000 people
  browser  a tenant's page beside a static copy, how soon it answers, and Lighthouse
  demo     seconds until a fresh demo answers
  accounts 36,000 accounts by one list, beside one request for each
  people   the page of a cohort of 656 and of 12,000 people
  soak     what web and worker hold in memory after minutes under load
  forecast errors of forecasts of past months, beside a straight line

  --calls  how many calls the read suite loads (default ${DEFAULT_CALLS})
  --fresh  loads the read suite's data anew
  --small  a twentieth of the people in accounts and people, one round in browser, to try them out;
           nothing is written down
  --minutes  how long the soak suite loads (default ${DEFAULT_MINUTES})
  --cpu-prof  the web process of the http suite leaves its profile in ${BENCH_DIR}/cpu-prof

Without a suite, all of them. The build of \`npm run build\` must be there for http and browser.
`;

export interface BenchOptions {
  suites: readonly SuiteName[];
  callCounts: readonly number[];
  isFresh: boolean;
  /** To see a suite work: few people, and its figures are not kept. */
  isSmall: boolean;
  /** Where the web process's time goes is written down. */
  isProfiled: boolean;
  minutes: number;
}

/** The command line was not understood. */
export class OptionError extends Error {
  override name = "OptionError";
}

function isSuite(name: string): name is SuiteName {
  return SUITES.some((suite) => suite === name);
}

function parseCallCount(text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(count >= 10_000 && count <= 100_000_000)) {
    throw new OptionError(`--calls takes numbers from 10000 to 100000000, not "${text}".`);
  }
  return count;
}

function parseMinutes(text: string): number {
  const minutes = Number(text);
  if (minutes >= 1 && minutes <= 1_440) return minutes;
  throw new OptionError(`--minutes takes a number from 1 to 1440, not "${text}".`);
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        calls: { type: "string" },
        fresh: { type: "boolean" },
        small: { type: "boolean" },
        "cpu-prof": { type: "boolean" },
        minutes: { type: "string" },
      },
    });
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws {OptionError} with words for the person at the keyboard. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = readArguments(args);
  const suites = positionals.map((name) => {
    if (!isSuite(name)) throw new OptionError(`There is no suite "${name}".`);
    return name;
  });
  const callCounts = (values.calls ?? DEFAULT_CALLS).split(",").map(parseCallCount);
  return {
    suites: suites.length > 0 ? suites : SUITES,
    callCounts: [...new Set(callCounts)].sort((a, b) => a - b),
    isFresh: values.fresh ?? false,
    isSmall: values.small ?? false,
    isProfiled: values["cpu-prof"] ?? false,
    minutes: parseMinutes(values.minutes ?? String(DEFAULT_MINUTES)),
  };
}
