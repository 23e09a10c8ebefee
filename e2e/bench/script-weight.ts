import { gzipSync } from "node:zlib";
import type { Browser, CDPSession } from "@playwright/test";

const SETTLE_MS = 2_000;
/** Chunks of one dynamic import are asked for within this time of each other. */
const SAME_IMPORT_MS = 50;
/** Below this a server may leave compression be. */
const MAX_UNCOMPRESSED_BYTES = 2_000;
const CHART_LIBRARY = "recharts";

interface Script {
  url: string;
  /** Milliseconds of the browser's monotonic clock. */
  requestedMs: number;
  /** Of the body, compressed as the server does. */
  bytes: number;
  isChartLibrary: boolean;
}

export interface ScriptWeight {
  /** Of the scripts that were asked for before the first one of the charts. */
  beforeChartsBytes: number;
  beforeChartsCount: number;
  /** Of all scripts until the page rested. */
  allBytes: number;
  allCount: number;
}

/** Collects every script that the page receives; refuses a large one that came uncompressed. */
async function watchScripts(session: CDPSession): Promise<() => Promise<Script[]>> {
  const requested = new Map<string, { url: string; requestedMs: number }>();
  const received = new Map<string, number>();
  const uncompressed = new Map<string, string>();
  session.on("Network.requestWillBeSent", ({ requestId, type, request, timestamp }) => {
    if (type === "Script") {
      requested.set(requestId, { url: request.url, requestedMs: timestamp * 1000 });
    }
  });
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    const headers = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`);
    const isCompressed = headers.some((header) => /^content-encoding: (gzip|br)$/i.test(header));
    if (type === "Script" && !isCompressed) uncompressed.set(requestId, response.url);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    received.set(requestId, encodedDataLength);
  });
  await session.send("Network.enable");
  return async () => {
    for (const [requestId, url] of uncompressed) {
      if ((received.get(requestId) ?? 0) > MAX_UNCOMPRESSED_BYTES) {
        throw new Error(`Not compressed: ${url}`);
      }
    }
    return Promise.all(
      [...requested].map(async ([requestId, { url, requestedMs }]) => {
        const { body } = await session.send("Network.getResponseBody", { requestId });
        // The body alone: its head is a tenth of a small file, and no script.
        const bytes = gzipSync(body).byteLength;
        return { url, requestedMs, bytes, isChartLibrary: body.includes(CHART_LIBRARY) };
      }),
    );
  };
}

function weigh(scripts: readonly Script[]): ScriptWeight {
  const charts = scripts.filter((script) => script.isChartLibrary);
  if (charts.length === 0) throw new Error("The page loaded no charts.");
  const chartsMs = Math.min(...charts.map((script) => script.requestedMs)) - SAME_IMPORT_MS;
  const before = scripts.filter((script) => script.requestedMs < chartsMs);
  const sum = (list: readonly Script[]) => list.reduce((total, { bytes }) => total + bytes, 0);
  return {
    beforeChartsBytes: sum(before),
    beforeChartsCount: before.length,
    allBytes: sum(scripts),
    allCount: scripts.length,
  };
}

/** What the page's JavaScript weighs on the wire for somebody who has nothing cached. */
export async function measureScriptWeight(
  browser: Browser,
  url: string,
  cookie: string,
): Promise<ScriptWeight> {
  const context = await browser.newContext({ extraHTTPHeaders: { cookie } });
  try {
    const page = await context.newPage();
    const listScripts = await watchScripts(await context.newCDPSession(page));
    await page.goto(url);
    // A picture first; the chart library, whose script was asked for before, draws once somebody is there.
    await page.getByRole("img", { name: /^Cost per day/ }).waitFor();
    await page.mouse.move(1, 1);
    await page.locator(".recharts-surface").first().waitFor();
    await page.waitForTimeout(SETTLE_MS);
    return weigh(await listScripts());
  } finally {
    await context.close();
  }
}
