import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser } from "@playwright/test";
import { findChromium } from "@/e2e/browser";
import { timeMs } from "./statistics";

const ROUNDS = 7;

/** In a window of its own, so that nothing of the opening before is kept. */
async function timeOpening(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ offline: true });
  try {
    const page = await context.newPage();
    return await timeMs(async () => {
      await page.goto(url, { waitUntil: "commit" });
      await page.locator("#rows tr").first().waitFor();
      // The frame that shows them has been drawn.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    });
  } finally {
    await context.close();
  }
}

/** Milliseconds from asking for an exported page until its rows are on the screen, offline, so many times. */
export async function timeOpenings(html: string): Promise<number[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "tokenroll-export-"));
  const file = path.join(folder, "cohort.html");
  const executablePath = findChromium();
  const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
  try {
    await writeFile(file, html);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      times.push(await timeOpening(browser, pathToFileURL(file).href));
    }
    return times;
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}
