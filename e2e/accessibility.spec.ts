import type { Locator, Page } from "@playwright/test";
import { expectNoAxeViolations, expectNoSidewaysScroll } from "./accessibility";
import { expect, test } from "./fixtures";
import { findPanel, listBodyRows, tabTo, waitUntilDrawn, waitUntilRead } from "./page-parts";
import { settledPageSearch } from "./settled";

test.describe.configure({ timeout: 240_000 });

const SCREENS = [
  { name: "phone", width: 360, height: 740 },
  { name: "desktop", width: 1440, height: 900 },
] as const;
const THEMES = ["light", "dark"] as const;
const ADMIN_PAGES = [
  ...(["/admin/sync", "/admin/connection", "/admin/accounts"] as const),
  ...(["/admin/tokens", "/admin/audit", "/profile/tokens"] as const),
] as const;
const CHART_TABLES = ["cost", "tokens", "providers", "messages"]
  .map((chart) => `table=${chart}`)
  .join("&");

// Nothing that moves: a colour half way through a transition has no contrast to judge.
test.use({ contextOptions: { reducedMotion: "reduce" } });

/** The page follows the system's theme while it is open, so that one reading serves both. */
async function inBothThemes(page: Page, check: (theme: string) => Promise<void>): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toContainClass(colorScheme);
    await check(colorScheme);
  }
}

/** Columns that do not fit can be scrolled to, and the first one stays. */
async function expectScrollsInside(table: Locator): Promise<void> {
  const reach = () =>
    table.evaluate((element) => {
      const frame = element.parentElement;
      if (frame === null) return null;
      frame.scrollLeft = frame.scrollWidth;
      const last = element.querySelector("th:last-child")?.getBoundingClientRect();
      const first = element.querySelector("th")?.getBoundingClientRect();
      const { left, right } = frame.getBoundingClientRect();
      return {
        isLastInside: last !== undefined && last.right <= right + 1,
        isFirstInPlace: first !== undefined && Math.abs(first.left - left) <= 1,
      };
    });
  await expect.poll(reach).toEqual({ isLastInside: true, isFirstInPlace: true });
}

/** In both themes, on the screen that is set. */
async function expectSound(page: Page, state: string): Promise<void> {
  await expectNoSidewaysScroll(page, state);
  await inBothThemes(page, (theme) => expectNoAxeViolations(page, `${state}, ${theme}`));
}

test("another theme is there at once for who wants no motion", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/sign-in");
  await expect(page.locator("html")).toContainClass("dark");
  const halfWay = await page.evaluate(() => {
    document.documentElement.classList.replace("dark", "light");
    return document.getAnimations().length;
  });
  expect(halfWay).toBe(0);
});

for (const { name, ...viewport } of SCREENS) {
  test.describe(`on a ${name}`, () => {
    test.use({ viewport });

    test("the sign-in page has no barrier", async ({ page }) => {
      await page.goto("/sign-in");
      await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
      await expectSound(page, "sign-in");
      await page.getByLabel("E-mail").fill("not an address");
      await page.getByRole("button", { name: "Sign in" }).click();
      await expectSound(page, "sign-in, refused");
    });

    test("the list of tenants has no barrier", async ({ page, signIn }) => {
      await signIn("platform_admin");
      await page.goto("/usage");
      await waitUntilRead(page);
      await expectSound(page, "tenants");
      await page.goto("/usage?q=no-such-name");
      await expect(page.getByText("No tenant has this name")).toBeVisible();
      await expectSound(page, "tenants, nothing found");
    });

    test("a tenant's page has no barrier", async ({ page, stack, signIn }) => {
      await signIn("operator");
      const path = `/usage/${stack.operatorTenantIds[0]}`;
      await page.goto(path);
      await waitUntilRead(page);
      await expectSound(page, "tenant");
      const payroll = findPanel(page, "Payroll").getByRole("table");
      await listBodyRows(payroll)
        .nth(2)
        .evaluate((row) => row.scrollIntoView({ block: "start" }));
      await expectSound(page, "tenant, scrolled to a row of the payroll");
      await expectScrollsInside(payroll);
      await page.goto(`${path}?${CHART_TABLES}`);
      await waitUntilRead(page);
      await expectSound(page, "tenant, charts as tables");
    });

    test("the administration has no barrier", async ({ page, signIn }) => {
      await signIn("platform_admin");
      for (const path of ADMIN_PAGES) {
        await page.goto(path);
        await waitUntilDrawn(page);
        await expect(
          page.getByRole("table").or(page.getByRole("heading", { level: 3 })),
        ).not.toHaveCount(0);
        await expectSound(page, path);
      }
    });
  });
}

test.describe("open parts", () => {
  test("open range picker, filters and palette have no barrier", async ({
    page,
    stack,
    signIn,
  }) => {
    await signIn("operator");
    await page.goto(`/usage/${stack.operatorTenantIds[0]}`);
    await waitUntilRead(page);
    const header = page.getByRole("main");
    for (const [name, dialog] of [
      [/^Time range/, "Time range"],
      [/^Filters/, "Filters"],
    ] as const) {
      await header.getByRole("button", { name }).click();
      await expect(page.getByRole("dialog", { name: dialog })).toBeVisible();
      await expectSound(page, `open ${dialog}`);
      await page.keyboard.press("Escape");
    }
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Go to" })).toBeVisible();
    await expect(page.getByRole("option").first()).toBeVisible();
    await expectSound(page, "open palette");
  });

  test("the phone's filter sheet has no barrier", async ({ page, stack, signIn }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signIn("operator");
    await page.goto(`/usage/${stack.operatorTenantIds[0]}`);
    await waitUntilRead(page);
    await page.getByRole("button", { name: "Filters" }).click();
    const sheet = page.getByRole("dialog", { name: "Filters" });
    await expect(sheet.getByRole("button", { name: /^Time range/ })).toBeVisible();
    await expectSound(page, "filter sheet");
    await sheet.getByRole("button", { name: "Agents and providers" }).click();
    await expect(page.getByRole("checkbox").first()).toBeVisible();
    await expectSound(page, "filters in the sheet");
  });

  test("empty and failed panels have no barrier", async ({ page, litellm, signIn }) => {
    const { tenants } = await litellm.state();
    const idle = tenants.find((tenant) => tenant.role === "idle")?.teamId ?? "";
    await signIn("platform_admin");
    await page.goto(`/usage/${idle}`);
    await page.route("**/cost-series?*", (route) =>
      route.fulfill({
        status: 400,
        contentType: "application/problem+json",
        body: JSON.stringify({ title: "Bad request", detail: "This range is not kept." }),
      }),
    );
    const cost = findPanel(page, /^Cost per/);
    await cost.getByRole("radio", { name: "By provider" }).click();
    await expect(cost.getByRole("alert")).toBeVisible();
    await expect(findPanel(page, "Payroll")).toContainText("No usage data for this period");
    await waitUntilRead(page);
    await expectSound(page, "empty and failed panels");
  });
  test.use({ expectedConsoleErrors: [/status of 400/] });
});

test.describe("by keyboard alone", () => {
  test("from the skip link through the list into a tenant", async ({ page, signIn }) => {
    await signIn("operator");
    await page.goto(`/usage?${settledPageSearch}`);
    await waitUntilRead(page);
    const skip = page.getByRole("link", { name: "Skip to the content" });
    await page.keyboard.press("Tab");
    await expect(skip).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();

    const rows = listBodyRows(page.getByRole("table"));
    await tabTo(page, rows.first());
    await page.keyboard.press("ArrowDown");
    await expect(rows.nth(1)).toBeFocused();
    const name = await rows.nth(1).getByRole("link").innerText();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  });

  test("payroll sorts and filters", async ({ page, stack, signIn }) => {
    await signIn("operator");
    await page.goto(`/usage/${stack.operatorTenantIds[0]}?${settledPageSearch}`);
    await waitUntilRead(page);
    const table = findPanel(page, "Payroll").getByRole("table");
    const calls = table.getByRole("columnheader", { name: /Calls/ });
    await tabTo(page, calls.getByRole("button"));
    await page.keyboard.press("Enter");
    await expect(calls).toHaveAttribute("aria-sort", "descending");
    await page.keyboard.press("Space");
    await expect(calls).toHaveAttribute("aria-sort", "ascending");
    await expect(calls.getByRole("button")).toBeFocused();

    const rows = listBodyRows(table);
    await tabTo(page, rows.first());
    const name = await rows.first().getByRole("button").first().innerText();
    await page.keyboard.press("Enter");
    const filters = page.getByRole("group", { name: "Filters in use" });
    await expect(filters).toContainText(name);
    await expect(rows).toHaveCount(1);
    await tabTo(page, rows.first());
    await page.keyboard.press("Enter");
    await expect(filters).toHaveCount(0);
  });

  test("a legend entry switches its series", async ({ page, stack, signIn }) => {
    await signIn("operator");
    await page.goto(`/usage/${stack.operatorTenantIds[0]}`);
    await waitUntilRead(page);
    const entry = findPanel(page, /^Cost per/)
      .getByRole("list", { name: /^Series/ })
      .getByRole("button")
      .first();
    await tabTo(page, entry);
    await expect(entry).toHaveAttribute("aria-pressed", "true");
    await page.keyboard.press("Space");
    await expect(entry).toHaveAttribute("aria-pressed", "false");
    await page.keyboard.press("Enter");
    await expect(entry).toHaveAttribute("aria-pressed", "true");
  });

  test("Escape closes what is open and gives the focus back", async ({ page, stack, signIn }) => {
    await signIn("operator");
    await page.goto(`/usage/${stack.operatorTenantIds[0]}`);
    await waitUntilRead(page);
    const header = page.getByRole("main");
    for (const [trigger, opened] of [
      [header.getByRole("button", { name: /^Time range/ }), page.getByRole("dialog")],
      [header.getByRole("button", { name: /^Filters/ }), page.getByRole("dialog")],
      [header.getByRole("button", { name: "Export" }), page.getByRole("menu")],
    ] as const) {
      await tabTo(page, trigger);
      await page.keyboard.press("Enter");
      await expect(opened).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(opened).toHaveCount(0);
      await expect(trigger).toBeFocused();
    }
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Go to" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(header.getByRole("button", { name: "Export" })).toBeFocused();
  });
});
