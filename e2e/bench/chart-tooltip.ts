import type { Browser } from "@playwright/test";
import { findPanel } from "@/e2e/page-parts";
import { withPage, type Device, type ProbedPage } from "./browser-page";
import type { BenchPortal } from "./portal";

/** Above most bars: a tap on one of them filters the page. */
const PLACE = { x: 0.5, y: 0.1 };

async function touchChart(
  { page, waitForTime, rest }: ProbedPage,
  device: Device,
): Promise<number> {
  const panel = findPanel(page, /^Cost per/);
  const plot = panel.getByRole("application").or(panel.getByRole("img", { name: /^Cost per/ }));
  await plot.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await rest();
  const box = await plot.boundingBox();
  if (!box) throw new Error("The chart of days is not drawn.");
  const x = box.x + box.width * PLACE.x;
  const y = box.y + box.height * PLACE.y;
  await page.evaluate("window.watchTooltip()");
  if (device === "phone") await page.touchscreen.tap(x, y);
  else await page.mouse.move(x, y);
  return waitForTime("tooltipMs");
}

/** Milliseconds from the first touch or hover on the days' chart of a page at rest to its tooltip. */
export async function timeTooltip(
  browser: Browser,
  portal: BenchPortal,
  device: Device,
): Promise<number> {
  return withPage(browser, { device, cookie: portal.cookie }, async (opened) => {
    await opened.page.goto(`${portal.url}/usage/${portal.tenantId}`);
    await opened.rest();
    return touchChart(opened, device);
  });
}
