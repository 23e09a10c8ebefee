import autocannon from "autocannon";
import { addDays, toIsoDay } from "@/lib/time";
import type { BenchOptions } from "./options";
import { withPortal, type BenchPortal } from "./portal";
import type { Bar, SuiteReport, SuiteResult } from "./report";
import { toMedian, toPercentile } from "./statistics";

const CONNECTIONS = 50;
const ROUNDS = 3;
const ROUND_SECONDS = 8;
const WARM_UP_SECONDS = 4;
const MIN_SHARE_OF_LIVE = 0.5;

const METHOD = `The production build with its worker, ${CONNECTIONS} connections from the same machine, rounds of
${ROUND_SECONDS} s in turn after ${WARM_UP_SECONDS} s of warm-up each, medians of ${ROUNDS} rounds. "summary" is a tenant's last 30
days for a signed-in person; "unchanged" sends the ETag of the answer it has and gets 304.`;

interface Target {
  name: string;
  url: string;
  headers: Record<string, string>;
  status: number;
}

interface Round {
  requestsPerSecond: number;
  /** Milliseconds of every answer. */
  times: number[];
}

async function fire(target: Target, seconds: number): Promise<Round> {
  const times: number[] = [];
  const unexpected = new Map<number, number>();
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const settings = {
      url: target.url,
      headers: target.headers,
      connections: CONNECTIONS,
      duration: seconds,
    };
    const instance = autocannon(settings, (error, ended) => {
      if (error instanceof Error) reject(error);
      else resolve(ended);
    });
    instance.on("response", (_client, statusCode, _bytes, responseTime) => {
      times.push(responseTime);
      if (statusCode !== target.status) {
        unexpected.set(statusCode, (unexpected.get(statusCode) ?? 0) + 1);
      }
    });
  });
  if (unexpected.size > 0 || result.errors > 0) {
    const counts = [...unexpected].map(([status, count]) => `${count} × ${status}`);
    throw new Error(`${target.name}: ${result.errors} errors, ${counts.join(", ")}`);
  }
  return { requestsPerSecond: result.requests.average, times };
}

async function listTargets(portal: BenchPortal): Promise<Target[]> {
  const today = toIsoDay(new Date());
  const range = `start_date=${addDays(today, -30)}&end_date=${addDays(today, -1)}`;
  const url = `${portal.url}/api/portal/usage/${portal.tenantId}/summary?${range}`;
  const headers = { cookie: portal.cookie };
  const first = await fetch(url, { headers });
  const etag = first.headers.get("etag");
  if (!first.ok || etag === null) throw new Error(`${url}: ${first.status}, no ETag`);
  return [
    { name: "live", url: `${portal.url}/api/health/live`, headers: {}, status: 200 },
    { name: "summary", url, headers, status: 200 },
    { name: "unchanged", url, headers: { ...headers, "if-none-match": etag }, status: 304 },
  ];
}

async function measure(portal: BenchPortal, log: (line: string) => void) {
  const targets = await listTargets(portal);
  const rounds = new Map<string, Round[]>(targets.map((target) => [target.name, []]));
  for (const target of targets) await fire(target, WARM_UP_SECONDS);
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const target of targets) {
      rounds.get(target.name)?.push(await fire(target, ROUND_SECONDS));
    }
    log(`round ${round} of ${ROUNDS}`);
  }
  return rounds;
}

function toReport(rounds: ReadonlyMap<string, readonly Round[]>): SuiteReport {
  const toRate = (name: string) =>
    toMedian((rounds.get(name) ?? []).map((round) => round.requestsPerSecond));
  const toShare = (name: string) => toRate(name) / toRate("live");
  const toMs = (list: readonly Round[], share: number) =>
    toMedian(list.map((round) => toPercentile(round.times, share))).toFixed(1);
  const bars = ["summary", "unchanged"].map((name): Bar => ({
    name: `requests a second of "${name}", as a share of "live"`,
    wanted: `≥ ${MIN_SHARE_OF_LIVE}`,
    measured: toShare(name).toFixed(2),
    isMet: toShare(name) >= MIN_SHARE_OF_LIVE,
  }));
  return {
    title: "Answering requests",
    method: METHOD,
    tables: [
      {
        title: "Requests",
        columns: ["endpoint", "requests/s", "p50 ms", "p95 ms", "share of live"],
        rows: [...rounds].map(([name, list]) => [
          name,
          toRate(name).toFixed(0),
          toMs(list, 0.5),
          toMs(list, 0.95),
          toShare(name).toFixed(2),
        ]),
      },
    ],
    bars,
  };
}

/** Requests a second of a panel beside those of the liveness endpoint of the same server. */
export async function runHttpSuite(
  _options: BenchOptions,
  log: (line: string) => void,
): Promise<SuiteResult> {
  return withPortal(async (portal) => ({
    postgresVersion: portal.postgresVersion,
    report: toReport(await measure(portal, log)),
  }));
}
