import type { Browser, Page } from "@playwright/test";
import { findPanel } from "@/e2e/page-parts";
import { withPage, type Device, type Probe, type ProbedPage } from "./browser-page";
import type { BenchPortal } from "./portal";

/** A shift belongs to a window of at most 5 s that ends with a second of peace, as browsers count them. */
const SHIFT_GAP_MS = 1_000;
const SHIFT_WINDOW_MS = 5_000;

/** What the browser did not note was shorter than what it notes. */
const UNNOTED = { duration: 16, waitMs: 0, workMs: 0 };

interface Step {
  name: string;
  act: (page: Page) => Promise<void>;
}

const tapButton =
  (name: string | RegExp) =>
  (page: Page): Promise<void> =>
    page.getByRole("button", { name, exact: true }).filter({ visible: true }).first().tap();

const tapGrouping =
  (name: string) =>
  (page: Page): Promise<void> =>
    page.getByRole("radio", { name }).tap();

const tapInPayroll =
  (name: RegExp) =>
  (page: Page): Promise<void> =>
    findPanel(page, "Payroll").getByRole("button", { name }).tap();

const tapLegend = (page: Page): Promise<void> =>
  findPanel(page, /^Cost per/)
    .getByRole("list")
    .getByRole("button")
    .first()
    .tap();

const pickAgent = (page: Page): Promise<void> =>
  page.getByRole("dialog", { name: "Filters" }).getByRole("checkbox").first().tap();

const pressKey =
  (key: string) =>
  (page: Page): Promise<void> =>
    page.keyboard.press(key);

/** What somebody does on a tenant's page with a phone, each step after the one before has come to rest. */
const STEPS: readonly Step[] = [
  { name: "open the sheet of controls", act: tapButton(/^Filters/) },
  { name: "open the time ranges", act: tapButton(/^Time range/) },
  { name: "choose the last 7 days", act: tapButton("Last 7 days") },
  { name: "compare with nothing", act: tapButton("vs previous") },
  { name: "compare again", act: tapButton("vs previous") },
  { name: "open agents and providers", act: tapButton("Agents and providers") },
  { name: "filter to an agent", act: pickAgent },
  { name: "show all agents again", act: pickAgent },
  { name: "close agents and providers", act: pressKey("Escape") },
  { name: "close the sheet", act: pressKey("Escape") },
  { name: "days as a table", act: tapButton(/^Cost per .*: show as table$/) },
  { name: "days as a chart", act: tapButton(/^Cost per .*: show as table$/) },
  { name: "group days by provider", act: tapGrouping("By provider") },
  { name: "group days by agent", act: tapGrouping("By agent") },
  { name: "hide a series", act: tapLegend },
  { name: "show it again", act: tapLegend },
  { name: "sort the payroll by calls", act: tapInPayroll(/^Calls/) },
  { name: "sort the payroll by cost", act: tapInPayroll(/^Cost/) },
  { name: "open the payroll's menu", act: tapButton("Rows and columns") },
  { name: "open the palette", act: pressKey("Control+k") },
];

interface WalkedStep {
  name: string;
  /** From the event to the next paint. */
  paintMs: number;
  /** Until the page's scripts heard of it, and how long they took. */
  waitMs: number;
  workMs: number;
}

export interface PageUse {
  /** Gzipped bodies of the scripts that came until all panels had been in sight. */
  scriptBytes: number;
  scriptCount: number;
  layoutShift: number;
  /** What moved though nobody had caused it. */
  shifts: Probe["shifts"];
  steps: WalkedStep[];
}

async function scrollThrough({ page, rest }: ProbedPage): Promise<void> {
  while (await page.evaluate("scrollY + innerHeight < document.documentElement.scrollHeight - 1")) {
    await page.evaluate("scrollBy(0, innerHeight / 2)");
    await rest();
  }
  const waiting = page.locator("[data-slot=skeleton]").filter({ visible: true });
  if ((await waiting.count()) > 0) throw new Error("A panel in sight has not come.");
}

async function listScriptSizes(page: Page): Promise<number[]> {
  const sizes: unknown = await page.evaluate(
    `performance.getEntriesByType("resource").filter(({ name }) => new URL(name).pathname.endsWith(".js"))
      .map(({ encodedBodySize }) => encodedBodySize)`,
  );
  if (!Array.isArray(sizes) || sizes.length === 0) throw new Error("The page has no scripts.");
  return sizes.map(Number);
}

async function walk({ page, rest, readProbe }: ProbedPage): Promise<WalkedStep[]> {
  const steps: WalkedStep[] = [];
  for (const { name, act } of STEPS) {
    const { length } = (await readProbe()).interactions;
    await act(page);
    await rest();
    const noted = (await readProbe()).interactions.slice(length);
    const [longest] = noted.sort((a, b) => b.duration - a.duration);
    const { duration: paintMs, waitMs, workMs } = longest ?? UNNOTED;
    steps.push({ name, paintMs, waitMs, workMs });
  }
  return steps;
}

/** The worst window of shifts that nobody caused. */
function toLayoutShift(shifts: readonly { startTime: number; value: number }[]): number {
  let worst = 0;
  let window = { startedAt: Number.NEGATIVE_INFINITY, endedAt: Number.NEGATIVE_INFINITY, sum: 0 };
  for (const { startTime, value } of shifts) {
    const isNew =
      startTime - window.endedAt > SHIFT_GAP_MS || startTime - window.startedAt > SHIFT_WINDOW_MS;
    window = isNew
      ? { startedAt: startTime, endedAt: startTime, sum: value }
      : { ...window, endedAt: startTime, sum: window.sum + value };
    worst = Math.max(worst, window.sum);
  }
  return worst;
}

/** Opens a tenant's page, scrolls through it and, on a phone, walks. */
export async function usePage(
  browser: Browser,
  portal: BenchPortal,
  device: Device,
): Promise<PageUse> {
  return withPage(browser, { device, cookie: portal.cookie }, async (opened) => {
    const { page, rest, readProbe } = opened;
    await page.goto(`${portal.url}/usage/${portal.tenantId}`);
    await rest();
    await scrollThrough(opened);
    const sizes = await listScriptSizes(page);
    await page.evaluate("scrollTo(0, 0)");
    await rest();
    const steps = device === "phone" ? await walk(opened) : [];
    const { shifts } = await readProbe();
    return {
      shifts,
      scriptBytes: sizes.reduce((total, bytes) => total + bytes, 0),
      scriptCount: sizes.length,
      layoutShift: toLayoutShift(shifts),
      steps,
    };
  });
}
