import { gzipSync } from "node:zlib";
import type { Browser, CDPSession } from "@playwright/test";

const SETTLE_MS = 2_000;
/** Below this a server may leave compression be. */
const MAX_UNCOMPRESSED_BYTES = 2_000;
const CHART_LIBRARY = "recharts";

interface Script {
  url: string;
  /** The document names it, so that it comes with the page; the others are asked for by scripts. */
  isOfDocument: boolean;
  /** Of the body, compressed as the server does. */
  bytes: number;
  isChartLibrary: boolean;
}

interface Weight {
  bytes: number;
  count: number;
}

export interface ScriptWeight {
  /** What the document asks for: the page with its header and cards. */
  document: Weight;
  /** Until the page rests and nobody has touched it: the panels in sight too. */
  untouched: Weight;
  /** With the chart library, which comes with the first sign of somebody. */
  used: Weight;
}

/** Collects every script that the page receives; refuses a large one that came uncompressed. */
async function watchScripts(session: CDPSession): Promise<() => Promise<Script[]>> {
  const requested = new Map<string, { url: string; isOfDocument: boolean }>();
  const received = new Map<string, number>();
  const uncompressed = new Map<string, string>();
  session.on("Network.requestWillBeSent", ({ requestId, type, request, initiator }) => {
    if (type === "Script") {
      requested.set(requestId, { url: request.url, isOfDocument: initiator.type === "parser" });
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
      [...requested].map(async ([requestId, { url, isOfDocument }]) => {
        const { body } = await session.send("Network.getResponseBody", { requestId });
        // The body alone: its head is a tenth of a small file, and no script.
        const bytes = gzipSync(body).byteLength;
        return { url, isOfDocument, bytes, isChartLibrary: body.includes(CHART_LIBRARY) };
      }),
    );
  };
}

function weigh(scripts: readonly Script[]): Weight {
  return { bytes: scripts.reduce((total, { bytes }) => total + bytes, 0), count: scripts.length };
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
    await page.getByRole("img", { name: /^Cost per day/ }).waitFor();
    await page.waitForTimeout(SETTLE_MS);
    const untouched = await listScripts();
    if (untouched.some((script) => script.isChartLibrary)) {
      throw new Error("The page loads its charts though nobody is there.");
    }
    await page.mouse.move(1, 1);
    await page.locator(".recharts-surface").first().waitFor();
    await page.waitForTimeout(SETTLE_MS);
    return {
      document: weigh(untouched.filter((script) => script.isOfDocument)),
      untouched: weigh(untouched),
      used: weigh(await listScripts()),
    };
  } finally {
    await context.close();
  }
}
