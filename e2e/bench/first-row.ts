import type { Browser } from "@playwright/test";
import { DEVICES, withPage, type Device } from "./browser-page";
import type { BenchPortal } from "./portal";
import { serveStaticCopy } from "./static-copy";
import { toMedian } from "./statistics";

export interface FirstRow {
  device: Device;
  /** Milliseconds since the navigation began, medians. */
  portal: PaintTimes;
  staticCopy: PaintTimes;
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

/** The first payroll row, from the portal and from its static copy in turn; the first round is not counted. */
export async function measureFirstRow(
  browser: Browser,
  portal: BenchPortal,
  rounds: number,
): Promise<FirstRow[]> {
  const place = `/usage/${portal.tenantId}`;
  const copy = await serveStaticCopy(portal, place);
  const { cookie } = portal;
  try {
    const found: FirstRow[] = [];
    for (const device of DEVICES) {
      const ofPortal: PaintTimes[] = [];
      const ofCopy: PaintTimes[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const url = `${portal.url}${place}`;
        ofPortal.push(await timeFirstRow(browser, { url, device, cookie }));
        ofCopy.push(await timeFirstRow(browser, { url: copy.url, device, cookie }));
      }
      found.push({
        device,
        portal: toMedians(ofPortal.slice(1)),
        staticCopy: toMedians(ofCopy.slice(1)),
      });
    }
    return found;
  } finally {
    await copy.stop();
  }
}
