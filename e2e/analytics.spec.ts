import type { Page } from "@playwright/test";
import { addDays, toIsoDay } from "@/lib/time";
import { expectNoAxeViolations } from "./accessibility";
import { expect, test } from "./fixtures";
import { findPanel, listBodyRows, waitUntilRead } from "./page-parts";
import { AnalyticsControl } from "./upstream/analytics/control-client";

const today = toIsoDay(new Date());
/** Days that are over, so that figures can be compared to the cent. */
const SETTLED = {
  from: `${addDays(today, -7)}T00:00:00Z`,
  to: `${addDays(today, -2)}T00:00:00Z`,
};
const settledSearch = new URLSearchParams(SETTLED).toString();
const toUsdText = (amount: number) =>
  new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).format(amount);

/** The way from what everybody does with AI to the own budget, on every tab and for every role. */
async function expectLinkToSpending(page: Page): Promise<void> {
  await expect(page.getByRole("link", { name: "My spending" })).toHaveAttribute("href", "/profile");
}

test("insights show what the upstream counted, under filters that live in the URL", async ({
  page,
  stack,
  signIn,
}) => {
  const upstream = new AnalyticsControl(stack.analyticsUrl);
  await signIn("platform_admin");
  await page.goto(`/analytics?${settledSearch}`);
  await waitUntilRead(page);
  const figures = page.getByRole("region", { name: "Figures" });
  const all = await upstream.truth(SETTLED);
  await expect(figures.getByRole("listitem").first()).toContainText(toUsdText(all.totalUsd));
  await expectLinkToSpending(page);

  await page.getByRole("button", { name: "People and projects" }).click();
  const picker = page.getByRole("dialog", { name: "People and projects" });
  await picker.getByRole("searchbox", { name: "Projects" }).fill("atlas-c");
  await picker.getByRole("button", { name: "Add atlas-core" }).click();
  await expect(page).toHaveURL(/project=atlas-core/);
  const one = await upstream.truth({ ...SETTLED, project: "atlas-core" });
  await expect(figures.getByRole("listitem").first()).toContainText(toUsdText(one.totalUsd));
  // The upstream's own counts are stored for its periods only: for another time they are read now.
  await expect(figures.getByText("Input tokens", { exact: true })).toBeVisible();
  await expect(figures.getByText(/^Not shown/)).toHaveCount(0);

  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "CLI insights" }).click();
  await expect(page).toHaveURL(/tab=cli/);
  await expect(page).toHaveURL(/project=atlas-core/);
  await page.reload();
  await expect(page.getByRole("group", { name: "Filters in use" })).toContainText("atlas-core");
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page).not.toHaveURL(/project=|from=/);
  await expect(findPanel(page, "By weekday")).toBeVisible();
  await expectLinkToSpending(page);
  await expect(
    listBodyRows(findPanel(page, "Top spenders").getByRole("table")).first(),
  ).toBeVisible();
});

test("a view is saved under a name and found again", async ({ page, signIn }) => {
  await signIn("operator");
  await page.goto("/analytics?period=7d");
  await waitUntilRead(page);
  await expectLinkToSpending(page);
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByLabel("Save this view as").fill("My week");
  await page.getByRole("button", { name: "Save view" }).click();
  const link = page.getByRole("link", { name: "My week" });
  await expect(link).toHaveAttribute("href", /period=7d/);
  await page.getByRole("button", { name: "Delete the view My week" }).click();
  await expect(link).toHaveCount(0);
});

test("the leaderboard is searched, sorted and opened without asking the upstream", async ({
  page,
  signIn,
}) => {
  await signIn("platform_admin");
  await page.goto("/analytics?tab=leaderboard");
  await waitUntilRead(page);
  const table = findPanel(page, "Everybody on the leaderboard").getByRole("table");
  const rows = listBodyRows(table);
  await expect(rows).toHaveCount(20);
  await expectLinkToSpending(page);
  await table.getByRole("columnheader", { name: "D5" }).getByRole("button").click();
  await expect(page).toHaveURL(/sort=d5/);
  await page.getByRole("combobox", { name: "Tier" }).selectOption("newcomer");
  await expect(page).toHaveURL(/tier=newcomer/);
  await expect(rows.first()).toContainText("Newcomer");
  await page.getByRole("searchbox", { name: "Search people" }).fill("aisha");
  await expect(rows.first()).toContainText("Aisha");

  await rows.first().getByRole("button").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Aisha");
  await expect(dialog.getByRole("heading", { name: /^D[1-6]/ })).toHaveCount(6);
  await expect(dialog).toContainText("What would raise it most");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expectNoAxeViolations(page, "leaderboard");
});

test("a user sees the own score and nobody else's", async ({ page, signIn }) => {
  await signIn("user");
  await page.goto("/analytics?tab=leaderboard");
  await waitUntilRead(page);
  await expect(page.getByText("Your score")).toBeVisible();
  await expectLinkToSpending(page);
  const table = findPanel(page, "Everybody on the leaderboard").getByRole("table");
  await expect(listBodyRows(table)).toHaveCount(1);
  await expect(listBodyRows(table)).toContainText("Uwe User");
  await page.getByRole("button", { name: "What would raise it most" }).click();
  await expect(page.getByRole("dialog")).toContainText("Uwe User");
});

test("a user has the own assistants and tools read, and sees nobody else's", async ({
  page,
  signIn,
}) => {
  await signIn("user");
  await page.goto("/analytics?period=60d");
  await waitUntilRead(page);
  for (const title of ["Top assistants", "Tools"]) {
    const rows = listBodyRows(findPanel(page, title).getByRole("table"));
    await expect(rows.first()).toBeVisible();
  }
  await expect(page.getByText(/These filters are read when they are asked for/)).toHaveCount(0);
  await expectNoAxeViolations(page, "own insights");
});
