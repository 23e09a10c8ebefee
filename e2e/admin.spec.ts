import type { SyncRunList } from "@/lib/operations/schema";
import { expect, test } from "./fixtures";
import { listBodyRows } from "./page-parts";

const RUNS = "/api/portal/admin/sync-runs";
const JOB = "sync-prices";
/** As the page calls it. */
const JOB_WORDS = "Prices";

test("runs are listed, and one can be run again", async ({ page, signIn }) => {
  await signIn("platform_admin");
  const listAsked = async () => {
    const { items } = (await (await page.request.get(RUNS)).json()) as SyncRunList;
    return items.filter((run) => run.job === JOB && run.trigger === "manual");
  };
  const ask = () => page.request.post(RUNS, { data: { job: JOB, scope: "" } });
  const rows = listBodyRows(page.getByRole("table", { name: /Runs of the sync jobs/ }));
  const prices = rows.filter({ hasText: JOB_WORDS });
  // The schedule and others' runs may push it off the first page before it is looked at.
  await expect(async () => {
    await ask();
    const findEnded = async () => (await listAsked())[0]?.outcome;
    await expect.poll(findEnded, { timeout: 20_000 }).toBe("ok");
    await page.goto("/admin/sync");
    await expect(prices.first()).toContainText("OK", { timeout: 5_000 });
  }).toPass();
  await expect(page.getByRole("list", { name: "Jobs" })).toContainText(JOB_WORDS);
  await expect(page.getByText(/Showing 1–20 of \d+/)).toBeVisible();

  const before = (await listAsked()).map((run) => run.run_id);
  const shown = await prices.first().innerText();
  await prices
    .first()
    .getByRole("button", { name: /^Run .* again$/ })
    .click();
  const findNew = async () =>
    (await listAsked()).find((run) => !before.includes(run.run_id))?.outcome;
  await expect.poll(findNew, { timeout: 30_000 }).toBe("ok");
  await expect.poll(() => prices.first().innerText()).not.toBe(shown);
  await expect(prices.first()).toContainText("OK");
});

test("older runs are pages in the URL", async ({ page, signIn }) => {
  await signIn("platform_admin");
  await page.goto("/admin/sync");
  await page.getByRole("button", { name: "Next page" }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(page.getByText(/Showing 21–/)).toBeVisible();
  await page.goBack();
  await expect(page.getByText(/Showing 1–20/)).toBeVisible();
});

test("the connection page says what was checked", async ({ page, signIn }) => {
  await signIn("platform_admin");
  await page.goto("/admin/connection");
  const checks = page.getByRole("region", { name: "Checks" });
  await expect(checks.getByRole("listitem").nth(3)).toBeVisible();
  const litellm = checks.getByRole("region", { name: "LiteLLM" });
  await expect(litellm.getByRole("heading", { level: 4, name: "reachable" })).toBeVisible();
  const analytics = checks.getByRole("region", { name: "Analytics API" });
  await expect(analytics.getByRole("listitem")).toHaveCount(4);
  await expect(analytics).toContainText(/the newest complete one is of .+ ago\./);
  await expect(checks.getByText("Failed", { exact: true })).toHaveCount(0);
  await expect(checks).not.toContainText(/checks? failed/);
  const again = page.waitForResponse("**/api/portal/admin/connection");
  await page.getByRole("button", { name: "Check again" }).click();
  expect((await again).status()).toBe(200);
  await expect(checks.getByRole("listitem").nth(3)).toBeVisible();
});
