import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page, Request } from "@playwright/test";
import { defaultConfig, desktopConfig } from "lighthouse";
import { z } from "zod";
import { ROOT_DIR } from "@/lib/cli/processes";

const QUIET_MS = 1_000;
const MAX_WAIT_MS = 30_000;
const BYTES_PER_KILOBIT = 1_024 / 8;

/** As Lighthouse makes them: a phone of the middle class on slow 4G, and a desktop that nothing holds up. */
const CONFIGS = { phone: defaultConfig, desktop: desktopConfig };
export type Device = keyof typeof CONFIGS;
export const DEVICES: readonly Device[] = ["desktop", "phone"];

const probeSchema = z.object({
  /** Milliseconds since the navigation began. */
  firstRowMs: z.number().nullable(),
  /** Milliseconds since the pointer's event. */
  tooltipMs: z.number().nullable(),
  shifts: z.array(
    z.object({ startTime: z.number(), value: z.number(), moved: z.array(z.string()) }),
  ),
  interactions: z.array(z.object({ duration: z.number(), waitMs: z.number(), workMs: z.number() })),
});

export type Probe = z.infer<typeof probeSchema>;

/** A window of its own, nothing cached, with the probe in it. */
export interface ProbedPage {
  page: Page;
  readProbe(): Promise<Probe>;
  /** Waits until the probe has noted a time, in milliseconds. */
  waitForTime(name: "firstRowMs" | "tooltipMs"): Promise<number>;
  /** Waits until nothing was asked for during a second and the browser is idle. */
  rest(): Promise<void>;
}

async function slowDown(page: Page, device: Device): Promise<void> {
  const throttling = CONFIGS[device].settings?.throttling ?? {};
  const session = await page.context().newCDPSession(page);
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: throttling.requestLatencyMs ?? 0,
    downloadThroughput: (throttling.downloadThroughputKbps ?? 0) * BYTES_PER_KILOBIT,
    uploadThroughput: (throttling.uploadThroughputKbps ?? 0) * BYTES_PER_KILOBIT,
  });
  const rate = throttling.cpuSlowdownMultiplier ?? 1;
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

function watchTraffic(page: Page): ReadonlySet<Request> {
  const running = new Set<Request>();
  page.on("request", (request) => running.add(request));
  page.on("requestfinished", (request) => running.delete(request));
  page.on("requestfailed", (request) => running.delete(request));
  return running;
}

async function waitForRest(page: Page, running: ReadonlySet<Request>): Promise<void> {
  const startedAt = Date.now();
  let quietSince = startedAt;
  while (Date.now() - quietSince < QUIET_MS) {
    if (running.size > 0) quietSince = Date.now();
    if (Date.now() - startedAt > MAX_WAIT_MS) throw new Error(`${page.url()} does not rest.`);
    await sleep(50);
  }
  await page.evaluate("new Promise((resolve) => requestIdleCallback(resolve))");
}

async function readProbe(page: Page): Promise<Probe> {
  return probeSchema.parse(await page.evaluate("window.probe"));
}

/** Asked seldom: each question takes the page's time. */
async function waitForTime(page: Page, name: "firstRowMs" | "tooltipMs"): Promise<number> {
  const startedAt = Date.now();
  for (;;) {
    const timeMs = (await readProbe(page))[name];
    if (timeMs !== null) return timeMs;
    if (Date.now() - startedAt > MAX_WAIT_MS) throw new Error(`${page.url()} has no ${name}.`);
    await sleep(200);
  }
}

/** Opens a window as `device` for whoever has the cookie, and closes it after `work`. */
export async function withPage<T>(
  browser: Browser,
  { device, cookie }: { device: Device; cookie: string },
  work: (opened: ProbedPage) => Promise<T>,
): Promise<T> {
  const { screenEmulation, emulatedUserAgent } = CONFIGS[device].settings ?? {};
  const context = await browser.newContext({
    extraHTTPHeaders: { cookie },
    viewport: { width: screenEmulation?.width ?? 0, height: screenEmulation?.height ?? 0 },
    deviceScaleFactor: screenEmulation?.deviceScaleFactor,
    isMobile: screenEmulation?.mobile,
    hasTouch: screenEmulation?.mobile,
    userAgent: typeof emulatedUserAgent === "string" ? emulatedUserAgent : undefined,
  });
  try {
    context.setDefaultTimeout(MAX_WAIT_MS);
    const page = await context.newPage();
    await slowDown(page, device);
    await page.addInitScript({ path: path.join(ROOT_DIR, "e2e/bench/page-probe.js") });
    const running = watchTraffic(page);
    return await work({
      page,
      readProbe: () => readProbe(page),
      waitForTime: (name) => waitForTime(page, name),
      rest: () => waitForRest(page, running),
    });
  } finally {
    await context.close();
  }
}
