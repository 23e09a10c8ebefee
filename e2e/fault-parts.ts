import { expect, type Page } from "@playwright/test";
import type pg from "pg";
import type { Payroll } from "@/lib/usage/schema";
import { waitUntilRefreshable } from "./page-parts";
import { settledApiSearch } from "./settled";

const RUNS_TIMEOUT_MS = 90_000;

/** Asks for a reading now, as soon as one is accepted; afterwards the page follows it. */
export async function refresh(page: Page): Promise<void> {
  const button = await waitUntilRefreshable(page);
  const accepted = page.waitForResponse(
    (answer) => answer.url().endsWith("/refresh") && answer.request().method() === "POST",
  );
  await button.click();
  expect((await accepted).status()).toBe(202);
}

export async function readPayroll(page: Page, tenantId: string): Promise<Payroll> {
  const answer = await page.request.get(
    `/api/portal/usage/${tenantId}/payroll?${settledApiSearch}`,
  );
  expect(answer.status()).toBe(200);
  return (await answer.json()) as Payroll;
}

/** A run that began before a change and ends after it would write what was true before. */
export async function waitUntilIdle(db: pg.Client): Promise<void> {
  const countRunning = async () => {
    const { rows } = await db.query<{ running: number }>(
      "SELECT count(*)::int AS running FROM sync_run WHERE outcome = 'running'",
    );
    return rows[0]?.running;
  };
  await expect.poll(countRunning, { timeout: RUNS_TIMEOUT_MS }).toBe(0);
}

/** Lists read a moment ago are not read again; this makes them older. */
export async function ageLists(db: pg.Client): Promise<void> {
  await db.query(
    "UPDATE snapshot_state SET last_ok_at = last_ok_at - interval '1 minute' WHERE kind = 'directory'",
  );
}
