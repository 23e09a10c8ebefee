import { chromium, type Browser } from "@playwright/test";
import { findChromium } from "@/e2e/browser";
import { findFreePort } from "@/lib/db/free-port";
import { DEVICES, type Device } from "./browser-page";
import { toReport, toScoreText, type BrowserFigures, type PageScores } from "./browser-report";
import { timeTooltip } from "./chart-tooltip";
import { measureFirstRow } from "./first-row";
import { runLighthouse } from "./lighthouse-runs";
import type { BenchOptions } from "./options";
import { usePage } from "./page-walk";
import { withPortal, type BenchPortal } from "./portal";
import type { SuiteResult } from "./report";
import { toMedian } from "./statistics";

const ROUNDS = { all: 5, small: 1 };

type Log = (line: string) => void;

async function repeat<T>(rounds: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  while (results.length < rounds) results.push(await work());
  return results;
}

async function measureUse(browser: Browser, portal: BenchPortal, rounds: number, log: Log) {
  const firstRows = await measureFirstRow(browser, portal, rounds);
  log("First rows timed");
  const timeMedian = async (device: Device) =>
    toMedian(await repeat(rounds, () => timeTooltip(browser, portal, device)));
  const tooltips = { desktop: await timeMedian("desktop"), phone: await timeMedian("phone") };
  log("Tooltips timed");
  const uses = {
    desktop: await repeat(rounds, () => usePage(browser, portal, "desktop")),
    phone: await repeat(rounds, () => usePage(browser, portal, "phone")),
  };
  log("Walked");
  return { firstRows, tooltips, uses };
}

async function measureScores(portal: BenchPortal, port: number, rounds: number, log: Log) {
  const scores: PageScores[] = [];
  const places = { "/usage/[tenantId]": `/usage/${portal.tenantId}`, "/usage": "/usage" };
  for (const [page, place] of Object.entries(places)) {
    for (const device of DEVICES) {
      const target = { url: `${portal.url}${place}`, cookie: portal.cookie, device, port };
      const graded = { page, device, ...(await runLighthouse(target, rounds)) };
      log(`Lighthouse: ${page} ${device} ${toScoreText(graded)}`);
      scores.push(graded);
    }
  }
  return scores;
}

async function measure(portal: BenchPortal, rounds: number, log: Log): Promise<BrowserFigures> {
  const port = await findFreePort(0, "127.0.0.1");
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [`--remote-debugging-port=${port}`],
  });
  try {
    const use = await measureUse(browser, portal, rounds, log);
    return { ...use, scores: await measureScores(portal, port, rounds, log) };
  } finally {
    await browser.close();
  }
}

/** How soon a tenant's page is there and answers, and how Lighthouse grades it. */
export async function runBrowserSuite(options: BenchOptions, log: Log): Promise<SuiteResult> {
  const rounds = options.isSmall ? ROUNDS.small : ROUNDS.all;
  return withPortal(async (portal) => ({
    postgresVersion: portal.postgresVersion,
    report: toReport(await measure(portal, rounds, log)),
  }));
}
