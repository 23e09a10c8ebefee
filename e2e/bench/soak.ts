import autocannon from "autocannon";
import { setTimeout as sleep } from "node:timers/promises";
import { addDays, toIsoDay } from "@/lib/time";
import { createMemoryProbe, type MemoryProbe, type MemorySample } from "./memory";
import type { BenchOptions } from "./options";
import { withPortal, type BenchPortal } from "./portal";
import type { SuiteReport, SuiteResult } from "./report";
import { fitLine, toPercentile } from "./statistics";

const CONNECTIONS = 20;
const SAMPLE_EVERY_MS = 10_000;
/** Of the samples: until then code is compiled and caches fill. */
const WARM_UP_SHARE = 0.4;
const MAX_SLOPE_MIB = 2;
const MAX_RSS_MIB = 600;

const METHOD = `The production build with its worker, asked from the same machine by ${CONNECTIONS} connections without a pause for
pages and panels of ranges that are never twice the same, by a signed-in person. Every ${SAMPLE_EVERY_MS / 1000} s each process
collects its garbage and notes what it holds: its heap with the buffers beside it, and what the system says it has
(RSS). The slope is that of the least squares over the samples after the first ${WARM_UP_SHARE * 100} %, with its 95 % interval.`;

/** Another range for each question, so that nothing is answered from a body that is kept. */
function* listPlaces({ tenantId }: BenchPortal): Generator<{ path: string; isPage: boolean }> {
  const today = toIsoDay(new Date());
  const panels = ["summary", "payroll", "by-provider", "daily", "cost-series", "message-volume"];
  for (let turn = 0; ; turn += 1) {
    const days = (turn % 89) + 1;
    const to = addDays(today, -(Math.floor(turn / 89) % 200));
    const from = addDays(to, -days);
    for (const panel of panels) {
      const range = `start_date=${from}&end_date=${to}`;
      yield { path: `/api/portal/usage/${tenantId}/${panel}?${range}`, isPage: false };
    }
    yield { path: `/usage/${tenantId}?from=${from}&to=${to}`, isPage: true };
    yield { path: `/usage?from=${from}&to=${to}`, isPage: true };
    yield { path: "/profile", isPage: true };
    yield { path: "/analytics", isPage: true };
  }
}

interface Load {
  times: number[];
  failed: number;
}

async function load(portal: BenchPortal, seconds: number): Promise<Load> {
  const places = listPlaces(portal);
  const found: Load = { times: [], failed: 0 };
  const toRequest = (request: autocannon.Request): autocannon.Request => {
    const next = places.next();
    if (next.done === true) return request;
    const accept = next.value.isPage ? "text/html" : "application/json";
    const headers = { cookie: portal.cookie, accept, "accept-encoding": "gzip" };
    return { ...request, path: next.value.path, headers };
  };
  await new Promise<void>((resolve, reject) => {
    const settings: autocannon.Options = {
      url: portal.url,
      connections: CONNECTIONS,
      duration: seconds,
      requests: [{ setupRequest: toRequest }],
    };
    const instance = autocannon(settings, (error) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
    instance.on("response", (_client, status, _bytes, time) => {
      found.times.push(time);
      if (status !== 200) found.failed += 1;
    });
    instance.on("reqError", () => (found.failed += 1));
  });
  return found;
}

interface Watched {
  name: string;
  probe: MemoryProbe;
  samples: MemorySample[];
}

async function watch(watched: readonly Watched[], untilMs: number): Promise<void> {
  while (Date.now() < untilMs) {
    for (const { probe, samples } of watched) samples.push(await probe.sample());
    await sleep(SAMPLE_EVERY_MS);
  }
}

function toSlope(samples: readonly MemorySample[], pick: (sample: MemorySample) => number) {
  const settled = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  return fitLine(settled.map((sample) => [sample.atMs / 60_000, pick(sample)]));
}

function toRow({ name, samples }: Watched, label: string, pick: (one: MemorySample) => number) {
  const values = samples.map(pick);
  const { slope, slopeError } = toSlope(samples, pick);
  const figures = [values[0] ?? Number.NaN, values.at(-1) ?? Number.NaN, Math.max(...values)];
  const interval = `${slope.toFixed(2)} ± ${slopeError.toFixed(2)}`;
  return [name, label, ...figures.map((value) => value.toFixed(0)), interval];
}

function toReport(watched: readonly Watched[], answers: Load, minutes: number): SuiteReport {
  const { times, failed } = answers;
  return {
    title: "Memory under load",
    method: METHOD,
    tables: [
      {
        title: `MiB over ${minutes} minutes`,
        columns: ["process", "what", "first", "last", "most", "MiB a minute"],
        rows: watched.flatMap((one) => [
          toRow(one, "held", (sample) => sample.heldMib),
          toRow(one, "RSS", (sample) => sample.rssMib),
        ]),
      },
      {
        title: "Answers",
        columns: ["requests", "a second", "failed", "p50 ms", "p95 ms", "longest ms"],
        rows: [
          [
            String(times.length),
            (times.length / minutes / 60).toFixed(0),
            String(failed),
            ...[0.5, 0.95, 1].map((share) => toPercentile(times, share).toFixed(0)),
          ],
        ],
      },
    ],
    bars: watched.flatMap(({ name, samples }) => {
      const { slope, slopeError } = toSlope(samples, (sample) => sample.heldMib);
      const most = Math.max(...samples.map((sample) => sample.rssMib));
      return [
        {
          name: `what ${name} holds grows by`,
          wanted: `≤ ${MAX_SLOPE_MIB} MiB a minute`,
          measured: `${slope.toFixed(2)} ± ${slopeError.toFixed(2)}`,
          isMet: slope - slopeError <= MAX_SLOPE_MIB,
        },
        {
          name: `RSS of ${name}`,
          wanted: `≤ ${MAX_RSS_MIB} MiB`,
          measured: most.toFixed(0),
          isMet: most <= MAX_RSS_MIB,
        },
      ];
    }),
  };
}

/** Whether web and worker keep what they no longer need. */
export async function runSoakSuite(
  { minutes }: BenchOptions,
  log: (line: string) => void,
): Promise<SuiteResult> {
  const [web, worker] = [await createMemoryProbe("web"), await createMemoryProbe("worker")];
  return withPortal(
    async (portal) => {
      const watched = Object.entries({ web, worker }).map(([name, probe]): Watched => ({
        name,
        probe,
        samples: [],
      }));
      log(`loading for ${minutes} minutes`);
      const untilMs = Date.now() + minutes * 60_000;
      const [answers] = await Promise.all([load(portal, minutes * 60), watch(watched, untilMs)]);
      for (const { name, samples } of watched) {
        const line = samples.map((one) => `${one.heldMib.toFixed(0)}/${one.rssMib.toFixed(0)}`);
        log(`${name}, held/RSS in MiB: ${line.join(" ")}`);
      }
      const report = toReport(watched, answers, minutes);
      return { postgresVersion: portal.postgresVersion, report };
    },
    { webNodeArgs: web.nodeArgs, workerNodeArgs: worker.nodeArgs },
  );
}
