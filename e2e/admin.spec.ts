import type { SyncRunList } from "@/lib/operations/schema";
import { expect, test } from "./fixtures";
import { listBodyRows } from "./page-parts";

test.describe.configure({ timeout: 60_000 });

const RUNS = "/api/portal/admin/sync-runs";
const JOB = "sync-prices";

test("runs are listed, and one can be run again", async ({ page, signIn }) => {
  await signIn("platform_admin");
  const readRuns = async () => (await (await page.request.get(RUNS)).json()) as SyncRunList;
  await page.request.post(RUNS, { data: { job: JOB, scope: "" } });
  const findEnded = async () =>
    (await readRuns()).items.find((run) => run.job === JOB && run.trigger === "manual")?.outcome;
  await expect.poll(findEnded, { timeout: 20_000 }).toBe("ok");

  await page.goto("/admin/sync");
  const rows = listBodyRows(page.getByRole("table", { name: /Runs of the sync jobs/ }));
  const prices = rows.filter({ hasText: JOB });
  await expect(prices.first()).toContainText("OK");
  await expect(page.getByRole("list", { name: "Jobs" })).toContainText(JOB);
  await expect(page.getByText(/Showing 1–20 of \d+/)).toBeVisible();

  const { items } = await readRuns();
  const startedBefore = items.filter((run) => run.job === JOB).length;
  await prices
    .first()
    .getByRole("button", { name: /^Run .* again$/ })
    .click();
  await expect.poll(() => prices.count(), { timeout: 15_000 }).toBeGreaterThan(startedBefore);
  await expect(prices.first()).toContainText("OK");
  const newest = (await readRuns()).items.find((run) => run.job === JOB);
  expect(newest?.trigger).toBe("manual");
  expect(items.map((run) => run.run_id)).not.toContain(newest?.run_id);
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
