import type { Page } from "@playwright/test";
import pg from "pg";
import { addDays } from "@/lib/time";
import type { RefreshProgress } from "@/lib/usage/schema";
import { expect, test } from "./fixtures";
import {
  findFreshness,
  findPanel,
  listBodyRows,
  readUsdText,
  waitUntilRead,
  waitUntilRefreshable,
} from "./page-parts";
import { settledPageSearch } from "./settled";
import type { LiteLLMControl } from "./upstream/litellm/control-client";

/** Places in the stand-in's list; refreshed by no other test. */
const REFRESHED_TENANT = 8;
const QUIET_TENANT = 7;
const QUICK_TENANT = 6;

// The browser reports the answers that a test makes fail.
test.use({ expectedConsoleErrors: [/status of 503/] });

async function findTenantId(litellm: LiteLLMControl, place: number): Promise<string> {
  const { tenants } = await litellm.state();
  return tenants[place]?.teamId ?? "";
}

/** Holds the answers to matching requests until what it returns is called. */
async function holdAnswers(page: Page, pattern: string): Promise<() => void> {
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(pattern, async (route) => {
    await gate;
    await route.continue();
  });
  return () => release();
}

async function failAnswers(page: Page, pattern: string): Promise<void> {
  await page.route(pattern, (route) =>
    route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      body: JSON.stringify({ title: "Unavailable", detail: "The database is being restarted." }),
    }),
  );
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a tenant's page has its answer: cards, days, payroll", async ({
    page,
    litellm,
    signIn,
  }) => {
    await signIn("platform_admin");
    await page.goto(`/usage/${await findTenantId(litellm, QUIET_TENANT)}?${settledPageSearch}`);
    await expect(page.locator("main [data-slot=skeleton]").filter({ visible: true })).toHaveCount(
      0,
    );
    await expect(findPanel(page, "Total cost")).toContainText(/\$\d/);
    await expect(findPanel(page, "Budget, whole tenant")).toContainText(/ends near|No limit set/);
    const days = findPanel(page, /^Cost per/).getByRole("table");
    await expect(listBodyRows(days).first()).toContainText(/\$\d/);
    const payroll = findPanel(page, "Payroll").getByRole("table");
    await expect(listBodyRows(payroll).first()).toContainText(/\$\d/);
    await expect(findPanel(page, "Cost by provider").getByRole("table")).toBeVisible();
  });

  for (const path of [
    "/usage",
    "/budgets",
    "/budgets/profiles",
    "/alerts",
    "/alerts?tab=deliveries",
    "/people",
    "/profile",
    "/profile/tokens",
    "/analytics",
    "/analytics?tab=leaderboard",
    "/coding",
    "/admin/accounts",
    "/admin/tokens",
    "/admin/audit",
    "/admin/sync",
  ]) {
    test(`${path} has its main figures`, async ({ page, signIn }) => {
      await signIn("platform_admin");
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      const first = page.locator("main section").first();
      await expect(first.locator("[data-slot=skeleton]").filter({ visible: true })).toHaveCount(0);
    });
  }
});

test("what lies far below is drawn as somebody scrolls to it", async ({
  page,
  litellm,
  signIn,
}) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  await signIn("platform_admin");
  await page.goto(`/usage/${await findTenantId(litellm, QUIET_TENANT)}`);
  const cost = findPanel(page, /^Cost per/);
  const providers = findPanel(page, "Cost by provider");
  await expect(cost.getByRole("list", { name: /^Series/ })).toBeVisible();
  await expect(providers.locator("[data-slot=skeleton]").first()).toBeVisible();
  await providers.scrollIntoViewIfNeeded();
  await expect(providers.locator(".recharts-surface").first()).toBeVisible();
});

test("paper has the whole page in light colours, and nothing that only a screen can use", async ({
  page,
  litellm,
  signIn,
}) => {
  await page.setViewportSize({ width: 1280, height: 500 });
  await signIn("platform_admin");
  await page.goto(`/usage/${await findTenantId(litellm, QUIET_TENANT)}?${settledPageSearch}`);
  await expect(findPanel(page, /^Cost per/).getByRole("list", { name: /^Series/ })).toBeVisible();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  // What nobody came near is not drawn, and has its figures instead; paper's own layout may bring it near.
  for (const name of ["Cost by provider", /^Tokens/, /^Messages/]) {
    const panel = findPanel(page, name);
    const figures = panel.getByRole("table").or(panel.locator(".recharts-surface"));
    await expect(figures.first()).toBeVisible();
    await expect(findPanel(page, name).locator("[data-slot=skeleton]").first()).toBeHidden();
  }
  await expect(page.getByRole("complementary")).toBeHidden();
  await expect(page.getByRole("button", { name: /^Refresh/ })).toBeHidden();
  await expect(page.getByRole("button", { name: /show as table/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Time range/ })).toBeVisible();
  await expect(page.getByText(/just now|\d+\sh ago|\d+\smin ago/).first()).toBeVisible();
  await expect(page.locator("body")).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await expect(findPanel(page, "Payroll")).toHaveCSS("background-color", "lab(100 0 0)");
});

test("a slow answer leaves the old figures on the screen", async ({ page, litellm, signIn }) => {
  await signIn("platform_admin");
  const tenantId = await findTenantId(litellm, QUIET_TENANT);
  await page.goto(`/usage/${tenantId}?${settledPageSearch}`);
  await waitUntilRead(page);
  const card = findPanel(page, "Total cost");
  const payroll = findPanel(page, "Payroll");
  const before = await readUsdText(card);
  const release = await holdAnswers(page, "**/payroll?*");
  await page.getByRole("button", { name: /^Time range/ }).click();
  await page.getByRole("button", { name: "Last 7 days" }).click();
  await expect(page).toHaveURL(/range=7d/);
  await expect(payroll).toHaveAttribute("aria-busy", "true");
  await expect(card).toContainText(before);
  await expect(page.locator("[data-slot=skeleton]").filter({ visible: true })).toHaveCount(0);
  release();
  await expect(payroll).toHaveAttribute("aria-busy", "false");
  await expect(card).not.toContainText(before);
});

test("a refresh that is over before it is asked about still renews the page", async ({
  page,
  litellm,
  signIn,
}) => {
  const tenantId = await findTenantId(litellm, QUICK_TENANT);
  const path = `/api/portal/usage/${tenantId}/refresh`;
  await signIn("platform_admin");
  await page.goto(`/usage/${tenantId}`);
  await waitUntilRead(page);
  const button = await waitUntilRefreshable(page);
  let letGo: () => void = () => undefined;
  const isOver = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(`**${path}`, async (route) => {
    if (route.request().method() === "GET") await isOver;
    await route.continue();
  });
  const accepted = page.waitForResponse(
    (answer) => answer.url().endsWith(path) && answer.request().method() === "POST",
  );
  await button.click();
  expect((await accepted).status()).toBe(202);
  const readState = async () =>
    ((await (await page.request.get(path)).json()) as RefreshProgress).state;
  await expect.poll(readState, { timeout: 60_000 }).toBe("ok");
  const renewed = page.waitForResponse(/\/payroll\?/);
  letGo();
  expect((await renewed).ok()).toBe(true);
});

test("an empty period says so in each panel and what to do", async ({ page, litellm, signIn }) => {
  const { tenants } = await litellm.state();
  const idle = tenants.find((tenant) => tenant.role === "idle")?.teamId ?? "";
  await signIn("platform_admin");
  await page.goto(`/usage/${idle}`);
  await waitUntilRead(page);
  for (const name of [/^Cost per/, "Payroll", /^Tokens/, "Cost by provider", /^Messages/]) {
    const panel = findPanel(page, name).filter({ has: page.getByText("No usage data") });
    await expect(panel, String(name)).toContainText("No usage data for this period");
    await expect(panel, String(name)).toContainText("Choose another time range");
  }
  // Everything was read and nothing was spent: that is a zero, not a gap.
  await expect(findPanel(page, "Total cost")).toContainText("$0.00");
  await page.getByRole("button", { name: /^Time range/ }).click();
  await page.getByRole("button", { name: "Last 3 months" }).click();
  await expect(findPanel(page, "Payroll").getByRole("table")).toBeVisible();
});

test("a failure stays in its panel and keeps the last good figures", async ({
  page,
  litellm,
  signIn,
}) => {
  await signIn("platform_admin");
  const tenantId = await findTenantId(litellm, REFRESHED_TENANT);
  await page.goto(`/usage/${tenantId}?${settledPageSearch}`);
  await waitUntilRead(page);
  const providers = findPanel(page, "Cost by provider");
  await providers.getByRole("button", { name: /show as table/ }).click();
  const rows = listBodyRows(providers.getByRole("table"));
  await expect(rows.first()).toBeVisible();
  const count = await rows.count();
  const button = await waitUntilRefreshable(page);
  await failAnswers(page, "**/by-provider?*");
  await button.click();
  await expect(providers.getByRole("alert")).toContainText("The database is being restarted.", {
    timeout: 60_000,
  });
  await expect(providers.getByRole("alert")).toContainText(/Showing figures read .*(just now|ago)/);
  await expect(rows).toHaveCount(count);
  await expect(findPanel(page, "Payroll").getByRole("alert")).toHaveCount(0);

  await page.unroute("**/by-provider?*");
  // A refresh reads a panel more than once, so it may recover by itself before the button is reached.
  await expect(async () => {
    const again = providers.getByRole("button", { name: "Try again" });
    if (await again.isVisible()) await again.click({ timeout: 1_000 });
    await expect(providers.getByRole("alert")).toHaveCount(0, { timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await expect(rows).toHaveCount(count);
});

test("what could not be read leaves the figures before, under their own name, and can be tried again", async ({
  page,
  litellm,
  signIn,
}) => {
  await signIn("platform_admin");
  const tenantId = await findTenantId(litellm, QUIET_TENANT);
  await page.goto(`/usage/${tenantId}?${settledPageSearch}`);
  await waitUntilRead(page);
  const card = findPanel(page, "Total cost");
  const before = await readUsdText(card);
  const notice = page.getByRole("status").filter({ hasText: "could not be read" });
  await failAnswers(page, "**/api/portal/usage/**");
  await page.getByRole("button", { name: /^Time range/ }).click();
  await page.getByRole("button", { name: "Last 7 days" }).click();
  await expect(page).toHaveURL(/range=7d/);
  await expect(notice).toContainText(/could not be read. These are still the figures of/);
  await expect(card).toContainText(before);
  await expect(card.getByRole("alert")).toContainText("figures from before the last change");
  await page.unroute("**/api/portal/usage/**");
  await notice.getByRole("button", { name: "Try again" }).click();
  await expect(notice).toBeHidden();
  await expect(card).not.toContainText(before);
});

test("a way to split the cost that fails leaves the one before until it can be read", async ({
  page,
  litellm,
  signIn,
}) => {
  await signIn("platform_admin");
  await page.goto(`/usage/${await findTenantId(litellm, QUIET_TENANT)}`);
  await failAnswers(page, "**/cost-series?*");
  const cost = findPanel(page, /^Cost per/);
  const legend = cost.getByRole("list", { name: /^Series/ });
  const agents = await legend.textContent();
  await cost.getByRole("radio", { name: "By provider" }).click();
  await expect(cost.getByRole("alert")).toContainText("The database is being restarted.");
  await expect(cost.getByRole("alert")).toContainText("figures from before the last change");
  await expect(legend).toHaveText(agents ?? "");
  await page.unroute("**/cost-series?*");
  await cost.getByRole("button", { name: "Try again" }).click();
  await expect(cost.getByRole("alert")).toHaveCount(0);
  await expect(legend).not.toHaveText(agents ?? "");
});

/** The day that the tenant's history was read from when the stack was started. */
async function findFirstDay(databaseUrl: string, tenantId: string): Promise<string> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  try {
    const { rows } = await db.query<{ day: string }>(
      "SELECT min(day)::text AS day FROM day_coverage WHERE tenant_id = $1 AND kind = 'usage'",
      [tenantId],
    );
    return rows[0]?.day ?? "";
  } finally {
    await db.end();
  }
}

test("days before the history are missing, not zero", async ({ page, stack, signIn }) => {
  const [tenantId = ""] = stack.operatorTenantIds;
  const firstDay = await findFirstDay(stack.databaseUrl, tenantId);
  const from = addDays(firstDay, -5);
  const to = addDays(firstDay, 5);
  await signIn("operator");
  await page.goto(`/usage/${tenantId}?from=${from}&to=${to}&table=cost`);
  await waitUntilRead(page);
  const freshness = findFreshness(page);
  await expect(freshness).toContainText("partial");
  await freshness.focus();
  await expect(page.getByRole("tooltip")).toContainText(/5 days are missing/);
  // Since midnight, the history begins a day later than where it was read from.
  await expect(page.getByRole("tooltip")).toContainText(
    new RegExp(`figures before (?:${firstDay}|${addDays(firstDay, 1)}) are not read`),
  );
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tooltip")).toHaveCount(0);

  await expect(findPanel(page, "Total cost")).toContainText("≥");
  const cost = findPanel(page, /^Cost per/);
  // Newest first: the last five rows are the days that were never read.
  const days = await listBodyRows(cost.getByRole("table")).all();
  expect(days).toHaveLength(11);
  for (const [index, day] of days.entries()) {
    const total = day.getByRole("cell").first();
    await expect(total).toHaveText(index < 6 ? /\$\d/ : "–");
  }
  await cost.getByRole("button", { name: /show as table/ }).click();
  await expect(cost.getByText("not read", { exact: true })).toBeVisible();
  await expect(cost.getByRole("figure")).toContainText("5 days were not read");
});
