import type { Browser } from "@playwright/test";
import { DEVICES, withPage, type Device } from "./browser-page";
import type { BenchPortal } from "./portal";
import { serveStaticCopy } from "./static-copy";
import { toMedian } from "./statistics";

export interface FirstRow {
  device: Device;
  /** Milliseconds since the navigation began, medians. */
  portal: PaintTimes;
  /** Without scripts. */
  staticCopy: PaintTimes;
  /** With the scripts of the page: what a page of any framework would cost that had its answer ready. */
  scriptedCopy: PaintTimes;
}

interface PaintTimes {
  firstByteMs: number;
  firstRowMs: number;
}

async function timeFirstRow(
  browser: Browser,
  visit: { url: string; device: Device; cookie: string },
): Promise<PaintTimes> {
  return withPage(browser, visit, async ({ page, waitForTime }) => {
    await page.goto(visit.url, { waitUntil: "commit" });
    const firstRowMs = await waitForTime("firstRowMs");
    const firstByteMs = Number(
      await page.evaluate('performance.getEntriesByType("navigation")[0].responseStart'),
    );
    return { firstByteMs, firstRowMs };
  });
}

function toMedians(times: readonly PaintTimes[]): PaintTimes {
  return {
    firstByteMs: toMedian(times.map((time) => time.firstByteMs)),
    firstRowMs: toMedian(times.map((time) => time.firstRowMs)),
  };
}

/** The first payroll row, from the portal and from its copies in turn; the first round is not counted. */
export async function measureFirstRow(
  browser: Browser,
  portal: BenchPortal,
  rounds: number,
): Promise<FirstRow[]> {
  const place = `/usage/${portal.tenantId}`;
  const copies = [
    await serveStaticCopy(portal, place, { hasScripts: false }),
    await serveStaticCopy(portal, place, { hasScripts: true }),
  ];
  const urls = [`${portal.url}${place}`, ...copies.map(({ url }) => url)];
  const { cookie } = portal;
  try {
    const found: FirstRow[] = [];
    for (const device of DEVICES) {
      const times = urls.map((): PaintTimes[] => []);
      for (let round = 0; round <= rounds; round += 1) {
        for (const [index, url] of urls.entries()) {
          const time = await timeFirstRow(browser, { url, device, cookie });
          if (round > 0) times[index]?.push(time);
        }
      }
      const [ofPortal = [], ofStatic = [], ofScripted = []] = times;
      found.push({
        device,
        portal: toMedians(ofPortal),
        staticCopy: toMedians(ofStatic),
        scriptedCopy: toMedians(ofScripted),
      });
    }
    return found;
  } finally {
    await Promise.all(copies.map((copy) => copy.stop()));
  }
}
