import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import pg from "pg";
import { DEMO_ACCOUNTS } from "./demo-accounts";
import { expect, test } from "./fixtures";
import { findPanel, listBodyRows, readUsdText, waitUntilRead } from "./page-parts";
import { settledPageSearch } from "./settled";

async function download(page: Page, click: () => Promise<void>): Promise<string[]> {
  const started = page.waitForEvent("download");
  await click();
  const file = await started;
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  return (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
}

test("a theme that was chosen stays", async ({ page, signIn }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await signIn("operator");
  await page.goto("/usage");
  await waitUntilRead(page);
  const html = page.locator("html");
  for (const [theme, word] of [
    ["Dark", "dark"],
    ["Light", "light"],
  ] as const) {
    await page.getByRole("button", { name: new RegExp(DEMO_ACCOUNTS.operator.name) }).click();
    await page.getByRole("menuitemradio", { name: theme }).click();
    await expect(html).toHaveClass(new RegExp(`\\b${word}\\b`));
    await page.reload();
    await expect(html).toHaveClass(new RegExp(`\\b${word}\\b`));
    await waitUntilRead(page);
  }
});

test("the palette finds a tenant and keeps the time range", async ({
  page,
  litellm,
  signIn,
  stack,
}) => {
  const [, second] = (await litellm.state()).tenants;
  await signIn("operator");
  await page.goto(`/usage/${stack.operatorTenantIds[0]}?range=7d`);
  await waitUntilRead(page);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Go to" });
  await palette.getByRole("combobox").fill(second?.alias.slice(0, 5) ?? "");
  await expect(palette.getByRole("option").first()).toContainText(second?.alias ?? "");
  await expect(palette.getByRole("option", { name: "Sync" })).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/usage/${second?.teamId ?? ""}\\?range=7d`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(second?.alias ?? "");
  await expect(palette).toHaveCount(0);
});

test("single keys act on the page", async ({ page, signIn, stack }) => {
  await signIn("operator");
  await page.goto(`/usage/${stack.operatorTenantIds[0]}`);
  await waitUntilRead(page);
  await page.keyboard.press("w");
  await expect(page).toHaveURL(/range=7d/);
  await page.keyboard.press("x");
  await expect(page).toHaveURL(/compare=none/);
  await page.keyboard.press("x");
  await expect(page).not.toHaveURL(/compare=none/);
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/from=.*to=/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("d");
  await expect(page).not.toHaveURL(/range=7d|from=/);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help).toBeVisible();
  await help.getByRole("switch", { name: "Use single keys" }).click();
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await page.keyboard.press("w");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Go to" })).toBeVisible();
  await expect(page).not.toHaveURL(/range=7d/);
});

test("keys do not act while somebody types", async ({ page, signIn }) => {
  await signIn("operator");
  await page.goto("/usage");
  await waitUntilRead(page);
  await page.keyboard.press("/");
  const search = page.getByRole("searchbox", { name: /Search tenants/ });
  await expect(search).toBeFocused();
  await page.keyboard.type("xwdm?/");
  await expect(search).toHaveValue("xwdm?/");
  await expect(page).toHaveURL(/q=xwdm/);
  expect(page.url()).not.toMatch(/range=|compare=/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("No tenant has this name")).toBeVisible();
});

test("search and order of the list live in the URL", async ({ page, litellm, signIn }) => {
  const { tenants } = await litellm.state();
  const [first] = tenants;
  await signIn("platform_admin");
  await page.goto("/usage");
  await waitUntilRead(page);
  const rows = listBodyRows(page.getByRole("table"));
  await expect(rows.nth(tenants.length - 1)).toBeVisible();
  const name = page.getByRole("columnheader", { name: "Tenant" });
  await name.getByRole("button").click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(name).toHaveAttribute("aria-sort", "ascending");
  const sorted = tenants.map((tenant) => tenant.alias).sort((a, b) => a.localeCompare(b, "en"));
  await expect(rows.first().getByRole("link")).toHaveText(sorted[0] ?? "");
  await page.getByRole("searchbox").fill(first?.alias ?? "");
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/q=/);

  await rows.first().getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(first?.alias ?? "");
  await page.goBack();
  await expect(page.getByRole("searchbox")).toHaveValue(first?.alias ?? "");
  await expect(name).toHaveAttribute("aria-sort", "ascending");
  await expect(rows).toHaveCount(1);
});

const GONE_TENANTS = 22;
/** A day of usage, as the worker stores it. */
const USED_ON = [
  ["tenant_usage_daily", "day", "current_date - 2"],
  ["tenant_usage_monthly", "month", "date_trunc('month', current_date - 2)"],
] as const;

/** Tenants of a family name that LiteLLM does not list any more: shown for what they cost, read by nobody. */
async function addGoneTenants(db: pg.Client, family: string): Promise<void> {
  await db.query(
    `INSERT INTO tenant (id, name, removed_at, read_at)
     SELECT $2 || '-' || n, $2 || ' ' || n, now() - interval '90 days', now()
     FROM generate_series(1, $1::int) n`,
    [GONE_TENANTS, family],
  );
  for (const [table, column, day] of USED_ON) {
    await db.query(
      `INSERT INTO ${table} (tenant_id, ${column}, cost_usd, total_tokens, call_count)
       SELECT id, ${day}, 0.01, 1, 1 FROM tenant WHERE id LIKE $1 || '-%'`,
      [family],
    );
  }
}

async function removeGoneTenants(db: pg.Client, family: string): Promise<void> {
  for (const [table] of USED_ON) {
    await db.query(`DELETE FROM ${table} WHERE tenant_id LIKE $1 || '-%'`, [family]);
  }
  await db.query("DELETE FROM tenant WHERE id LIKE $1 || '-%'", [family]);
}

test("pages of the list live in the URL and go back", async ({ page, stack, signIn }) => {
  // A name of its own: how many tenants there are else is no matter of this test.
  const family = `zz${randomUUID().slice(0, 8)}`;
  const db = new pg.Client({ connectionString: stack.databaseUrl });
  await db.connect();
  try {
    await addGoneTenants(db, family);
    await signIn("platform_admin");
    await page.goto(`/usage?sort=name&order=asc&q=${family}`);
    await waitUntilRead(page);
    const rows = listBodyRows(page.getByRole("table"));
    await expect(rows).toHaveCount(20);
    await expect(page.getByText(/Showing 1–20 of 22/)).toBeVisible();
    await page.getByRole("button", { name: "Next page" }).click();
    await expect(page).toHaveURL(/page=2/);
    await expect(rows).toHaveCount(2);
    await expect(page.getByText(/Showing 21–22 of 22/)).toBeVisible();
    await page.goBack();
    await expect(rows).toHaveCount(20);
    await page.goForward();
    await expect(rows).toHaveCount(2);
  } finally {
    await removeGoneTenants(db, family);
    await db.end();
  }
});

test("the list of tenants can be taken along as CSV", async ({ page, stack, signIn }) => {
  await signIn("operator");
  await page.goto(`/usage?${settledPageSearch}`);
  await waitUntilRead(page);
  const shown = await readUsdText(page.getByRole("table").getByRole("row").last());
  const lines = await download(page, () => page.getByRole("link", { name: "Export CSV" }).click());
  expect(lines[0]).toMatch(/^\uFEFF# Tokenroll,/);
  expect(lines.some((line) => line.startsWith("# UTC days,"))).toBe(true);
  expect(lines.some((line) => line.startsWith("# State,"))).toBe(true);
  const head = lines.findIndex((line) => line.startsWith("tenant_id,tenant_name,cost_usd"));
  expect(lines).toHaveLength(head + 1 + stack.operatorTenantIds.length + 1);
  const [word, , total] = lines.at(-1)?.split(",") ?? [];
  expect(word).toBe("Total");
  expect(Number(total).toFixed(2)).toBe(shown.replace(/[$,]/g, ""));
});

test("the payroll can be taken along as CSV", async ({ page, stack, signIn }) => {
  await signIn("operator");
  await page.goto(`/usage/${stack.operatorTenantIds[1]}?${settledPageSearch}`);
  await waitUntilRead(page);
  const shown = await readUsdText(findPanel(page, "Total cost"));
  await page.getByRole("button", { name: "Export" }).click();
  const lines = await download(page, () => page.getByRole("menuitem", { name: "Payroll" }).click());
  expect(lines.some((line) => line.startsWith("# For,"))).toBe(true);
  const head = lines.findIndex((line) => line.startsWith("agent_id,agent_name,agent_status"));
  const rows = lines.slice(head + 1, -1).map((line) => Number(line.split(",")[3]));
  const [word, , , total] = lines.at(-1)?.split(",") ?? [];
  expect(word).toBe("Total");
  expect(rows.reduce((sum, cost) => sum + Math.round(cost * 1e6), 0)).toBe(
    Math.round(Number(total) * 1e6),
  );
  expect(Number(total).toFixed(2)).toBe(shown.replace(/[$,]/g, ""));
});
