import autocannon from "autocannon";
import { addDays, toIsoDay } from "@/lib/time";
import { BENCH_DIR, type BenchOptions } from "./options";
import { withPortal, type BenchPortal } from "./portal";
import type { Bar, SuiteReport, SuiteResult } from "./report";
import { toMedian, toPercentile } from "./statistics";

const API_CONNECTIONS = 50;
const PAGE_CONNECTIONS = 20;
const ROUNDS = 3;
const ROUND_SECONDS = 8;
const WARM_UP_SECONDS = 4;
const MIN_API_SHARE = 0.5;
const MIN_PAGE_SHARE = 0.25;

const METHOD = `The production build with its worker, asked from the same machine, rounds of ${ROUND_SECONDS} s in turn after
${WARM_UP_SECONDS} s of warm-up each, medians of ${ROUNDS} rounds; shares are of the live check at as many connections. "summary" is
a tenant's last 30 days for a signed-in person; "unchanged" sends the ETag of the answer it has and gets 304. The pages
are asked for as a browser does, compressed, by a signed-in person; /sign-in, a form and nothing from the database, by a
stranger: it has no bar and shows what the framework takes for any page. With --cpu-prof the web process writes down where
its time goes, to be opened in a browser's DevTools.`;

interface Target {
  name: string;
  url: string;
  headers: Record<string, string>;
  status: number;
  connections: number;
  /** Of the live check's requests a second; null where there is no bar. */
  minShare: number | null;
}

const LIVE = "live";

interface Round {
  requestsPerSecond: number;
  /** Milliseconds of every answer. */
  times: number[];
}

/** As somebody has it who asked a moment ago: a reading between two rounds makes another. */
async function readEtag({ url, headers }: Target): Promise<string> {
  const answer = await fetch(url, { headers });
  const etag = answer.headers.get("etag");
  if (!answer.ok || etag === null) throw new Error(`${url}: ${answer.status}, no ETag`);
  return etag;
}

async function fire(target: Target, seconds: number): Promise<Round> {
  const headers =
    target.status === 304
      ? { ...target.headers, "if-none-match": await readEtag(target) }
      : target.headers;
  const times: number[] = [];
  const unexpected = new Map<number, number>();
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const settings = {
      url: target.url,
      headers,
      connections: target.connections,
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

function listTargets(portal: BenchPortal): Target[] {
  const today = toIsoDay(new Date());
  const range = `start_date=${addDays(today, -30)}&end_date=${addDays(today, -1)}`;
  const url = `${portal.url}/api/portal/usage/${portal.tenantId}/summary?${range}`;
  const headers = { cookie: portal.cookie };
  const live = { name: LIVE, url: `${portal.url}/api/health/live`, headers: {}, status: 200 };
  const page = { status: 200, connections: PAGE_CONNECTIONS };
  const asBrowser = { accept: "text/html", "accept-encoding": "gzip" };
  const toPage = (name: string, place: string): Target => ({
    name,
    url: `${portal.url}${place}`,
    headers: { ...headers, ...asBrowser },
    ...page,
    minShare: MIN_PAGE_SHARE,
  });
  const api = { connections: API_CONNECTIONS, minShare: MIN_API_SHARE };
  return [
    { ...live, connections: API_CONNECTIONS, minShare: null },
    { name: "summary", url, headers, status: 200, ...api },
    { name: "unchanged", url, headers, status: 304, ...api },
    { ...live, connections: PAGE_CONNECTIONS, minShare: null },
    { name: "/sign-in", url: `${portal.url}/sign-in`, headers: asBrowser, ...page, minShare: null },
    toPage("/usage/[tenantId]", `/usage/${portal.tenantId}`),
    toPage("/usage", "/usage"),
  ];
}

type Measurement = Target & { rounds: Round[] };

async function measure(portal: BenchPortal, log: (line: string) => void): Promise<Measurement[]> {
  const targets = listTargets(portal).map((target): Measurement => ({
    ...target,
    rounds: [],
  }));
  for (const target of targets) await fire(target, WARM_UP_SECONDS);
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const target of targets) target.rounds.push(await fire(target, ROUND_SECONDS));
    log(`round ${round} of ${ROUNDS}`);
  }
  return targets;
}

function toRate({ rounds }: Measurement): number {
  return toMedian(rounds.map((round) => round.requestsPerSecond));
}

function toMs({ rounds }: Measurement, share: number): string {
  return toMedian(rounds.map((round) => toPercentile(round.times, share))).toFixed(1);
}

function toReport(targets: readonly Measurement[]): SuiteReport {
  const toShare = (target: Measurement) => {
    const live = targets.find((one) => one.name === LIVE && one.connections === target.connections);
    return live ? toRate(target) / toRate(live) : Number.NaN;
  };
  return {
    title: "Answering requests",
    method: METHOD,
    tables: [
      {
        title: "Requests",
        columns: ["asked for", "connections", "requests/s", "p50 ms", "p95 ms", "share of live"],
        rows: targets.map((target) => [
          target.name,
          String(target.connections),
          toRate(target).toFixed(0),
          toMs(target, 0.5),
          toMs(target, 0.95),
          toShare(target).toFixed(2),
        ]),
      },
    ],
    bars: targets.flatMap((target): Bar[] =>
      target.minShare === null
        ? []
        : [
            {
              name: `requests a second of ${target.name}, as a share of live`,
              wanted: `≥ ${target.minShare}`,
              measured: toShare(target).toFixed(2),
              isMet: toShare(target) >= target.minShare,
            },
          ],
    ),
  };
}

/** Requests a second of panels and pages beside those of the liveness endpoint of the same server. */
export async function runHttpSuite(
  options: BenchOptions,
  log: (line: string) => void,
): Promise<SuiteResult> {
  return withPortal(
    async (portal) => ({
      postgresVersion: portal.postgresVersion,
      report: toReport(await measure(portal, log)),
    }),
    {
      webNodeArgs: options.isProfiled ? ["--cpu-prof", `--cpu-prof-dir=${BENCH_DIR}/cpu-prof`] : [],
    },
  );
}
