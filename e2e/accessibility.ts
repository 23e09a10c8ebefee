import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

const AXE_FILE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Fails with every violation's rule and place; WCAG 2.2 A and AA and axe's own best practices. */
export async function expectNoAxeViolations(page: Page, state: string): Promise<void> {
  const source = await readFile(AXE_FILE, "utf8");
  await page.evaluate(source);
  const results = await page.evaluate<AxeResults>(
    // What passed would only be gathered to be thrown away.
    "window.axe.run(document, { resultTypes: ['violations'] })",
  );
  const violations = results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
  expect(violations, `axe, ${state}`).toEqual([]);
}

/** Nothing of the page is wider than the screen. */
export async function expectNoSidewaysScroll(page: Page, state: string): Promise<void> {
  const overflow = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  await expect.poll(overflow, `sideways scroll, ${state}`).toBeLessThanOrEqual(0);
}
