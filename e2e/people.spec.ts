import { readFile, stat } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { expectNoAxeViolations, expectNoSidewaysScroll } from "./accessibility";
import { expect, test } from "./fixtures";

const COHORT = "Autumn bootcamp";
const FIXTURE = "lib/people/fixtures/bootcamp.openpyxl.xlsx";

test.use({ contextOptions: { reducedMotion: "reduce" } });

async function openCohort(page: Page): Promise<void> {
  await page.goto("/people");
  await page.getByRole("link", { name: new RegExp(COHORT) }).click();
  await expect(page.getByRole("heading", { level: 1, name: COHORT })).toBeVisible();
  await expect(page.getByText(/Showing 1–20 of 656/)).toBeVisible();
}

/** The totals of a column as numbers, from top to bottom. */
async function listTotals(page: Page, column: number): Promise<number[]> {
  const texts = await page.locator(`tbody tr td:nth-child(${column})`).allInnerTexts();
  return texts.map((text) => Number(text.replace(/[^\d.]/g, "")));
}

const isFalling = (values: readonly number[]) =>
  values.every((value, index) => index === 0 || value <= (values[index - 1] ?? 0));

test("a cohort's page has cards, charts, a table that is all in the URL, and a dialog", async ({
  page,
  signIn,
}) => {
  await signIn("platform_admin");
  await openCohort(page);
  await expect(page.getByRole("region", { name: "Participants" })).toContainText("656");
  await expect(page.getByRole("region", { name: "Grand total" })).toContainText(/\$[\d,]+\.\d\d/);
  await expect(page.getByText("Buffer of 20")).toBeVisible();
  const table = page.getByRole("table", { name: /People of the cohort/ });
  expect(isFalling(await listTotals(page, 5))).toBe(true);
  await page.getByLabel("Search people by e-mail or name").fill("admin@example.com");
  await expect(page.getByText("Showing 1–1 of 1", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/q=admin/);
  await table.getByRole("button", { name: "admin@example.com" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("region", { name: "Web budget" })).toContainText(
    "% of the soft limit",
  );
  await expect(page).toHaveURL(/person=admin/);
  await expectNoAxeViolations(page, "dialog of a person");
  await page.reload();
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page).not.toHaveURL(/person=/);
  await expectNoAxeViolations(page, "cohort");
});

test("the exported page works offline: sort, search, pages, dialog", async ({
  browser,
  page,
  signIn,
}, info) => {
  await signIn("operator");
  await openCohort(page);
  await page.getByRole("button", { name: "Export" }).first().click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: /offline/ }).click(),
  ]);
  const file = info.outputPath("cohort.html");
  await download.saveAs(file);
  expect((await stat(file)).size).toBeLessThan(1_000_000);
  expect(await readFile(file, "utf8")).not.toMatch(/(?:src|href)="http/);
  const context = await browser.newContext({ offline: true });
  const offline = await context.newPage();
  const problems: string[] = [];
  offline.on("console", (message) => void problems.push(message.text()));
  offline.on("pageerror", (error) => void problems.push(String(error)));
  await offline.goto(pathToFileURL(file).href);
  await expect(offline.getByText("Showing 1–20 of 656")).toBeVisible();
  expect(isFalling(await listTotals(offline, 5))).toBe(true);
  await offline.getByRole("button", { name: "Next" }).click();
  await expect(offline.getByText("Showing 21–40 of 656")).toBeVisible();
  await offline.getByRole("button", { name: "User", exact: true }).click();
  await expect(offline.locator("tbody th button").first()).toHaveText("admin@example.com");
  await offline.getByLabel("Search").fill("user@example");
  await expect(offline.getByText("Showing 1–1 of 1")).toBeVisible();
  await offline.getByRole("button", { name: "user@example.com" }).click();
  await expect(offline.getByRole("dialog")).toContainText("% of the soft limit");
  await offline.keyboard.press("Escape");
  await expect(offline.getByRole("dialog")).toBeHidden();
  expect(problems).toEqual([]);
  await context.close();
});

test("people come in from a spreadsheet after a look at it, and the cohort can be deleted", async ({
  page,
  signIn,
}) => {
  await signIn("platform_admin");
  await page.goto("/people");
  await page.getByRole("button", { name: "New cohort" }).click();
  await page.getByLabel("Excel or CSV file").setInputFiles(FIXTURE);
  await expect(page.getByText(/8 people recognised/)).toContainText(
    "1 duplicate merged, 4 rows left out",
  );
  await expect(page.getByLabel("Column with the e-mails")).toHaveValue("2");
  await expectNoAxeViolations(page, "import preview");
  await page.getByLabel("Name of the cohort").fill("From a spreadsheet");
  await page.getByRole("button", { name: "Import 8 people" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "From a spreadsheet" })).toBeVisible();
  await expect(page.getByText(/Showing 1–8 of 8/)).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Add people").fill("zoe@example.com");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("button", { name: "Added" })).toBeVisible();
  await page.getByRole("button", { name: "Delete this cohort" }).click();
  await page.getByRole("button", { name: "Delete From a spreadsheet" }).click();
  await expect(page).toHaveURL(/\/people$/);
  // The page that was left is kept, hidden, for whoever goes back.
  await expect(page.getByText("From a spreadsheet").filter({ visible: true })).toHaveCount(0);
});

test.describe("on a dark phone", () => {
  test.use({ colorScheme: "dark", viewport: { width: 360, height: 740 } });

  test("the profile shows the true percentage, the reset, the history and each account", async ({
    page,
    signIn,
  }) => {
    await signIn("user");
    await page.goto("/profile");
    await expect(page.getByRole("img", { name: /% used: \$.* of \$/ }).first()).toBeVisible();
    await expect(page.getByText("Blocks first")).toBeVisible();
    await expect(page.getByText("Time Until Reset")).toBeVisible();
    await expect(page.getByText(/\d+\sd \d+\sh \d+\smin/)).toBeVisible();
    await expect(page.getByRole("region", { name: "Premium account" })).toContainText(
      "No such account",
    );
    await expect(page.getByRole("img", { name: /Spend by day, \$/ })).toBeVisible();
    await page.getByRole("button", { name: "Spend by day: show as table" }).click();
    await expect(page).toHaveURL(/history=table/);
    await expect(
      page.getByRole("region", { name: "Spend by model" }).getByRole("listitem").first(),
    ).toBeVisible();
    const agents = page.getByRole("table", { name: /^My agents/ });
    await expect(agents.getByRole("row")).toHaveCount(3);
    await expect(agents).toContainText("Northwind Logistics");
    await expectNoAxeViolations(page, "profile");
    const answer = await page.request.get("/api/portal/me/spending", {
      headers: { accept: "text/plain" },
    });
    expect(await answer.text()).toMatch(/^\w+ \$\d+\.\d\d of \$\d+/);
  });

  test("a cohort has no barrier and no sideways scroll", async ({ page, signIn }) => {
    await signIn("operator");
    await openCohort(page);
    await expect(page.getByRole("button", { name: "Edit" })).toHaveCount(0);
    await expectNoAxeViolations(page, "cohort on a phone");
    await expectNoSidewaysScroll(page, "cohort on a phone");
  });
});

test("over the limit is shown as it is, no budget is not an error", async ({ page, signIn }) => {
  await signIn("platform_admin");
  await page.goto("/profile");
  const web = page.getByRole("region", { name: "Web account" });
  await expect(web).toContainText("Over the limit");
  await expect(web).toContainText(/1[0-9]{2}\s%/);
  await signIn("operator");
  await page.reload();
  await expect(page.getByText("No budget configured")).toBeVisible();
  await expect(page.getByText("Ask your administrator")).toBeVisible();
});
