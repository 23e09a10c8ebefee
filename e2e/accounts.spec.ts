import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { DEMO_ACCOUNTS } from "./demo-accounts";
import { expect, test } from "./fixtures";
import { findPanel, listBodyRows } from "./page-parts";

// The browser reports what is refused on purpose.
test.use({ expectedConsoleErrors: [/status of 40[1349]/] });

const USAGE = "/api/portal/usage?start_date=2026-01-01&end_date=2026-01-07";

test("a token is shown once, works as far as it goes, and ends when it is revoked", async ({
  page,
  request,
  signIn,
}) => {
  await signIn("operator");
  await page.goto("/usage");
  await page.getByRole("button", { name: new RegExp(DEMO_ACCOUNTS.operator.name) }).click();
  await page.getByRole("menuitem", { name: "API tokens" }).click();
  await expect(page).toHaveURL(/\/profile\/tokens$/);
  await page.getByRole("button", { name: "New token" }).click();
  const name = `spec token ${randomUUID().slice(0, 8)}`;
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await expect(dialog.getByLabel(/usage:read/)).toBeChecked();
  await expect(dialog.getByLabel(/admin:read/)).toHaveCount(0);
  await dialog.getByRole("button", { name: "Create token" }).click();
  const secret = await dialog.getByText(/^tkr_[0-9a-f]{48}$/).innerText();
  await dialog.getByRole("button", { name: "Done" }).click();
  expect(await page.content()).not.toContain(secret);

  const headers = { authorization: `Bearer ${secret}` };
  expect((await request.get(USAGE, { headers })).status()).toBe(200);
  expect((await request.get("/api/portal/admin/audit", { headers })).status()).toBe(403);
  expect((await request.post("/api/portal/tokens", { headers, data: {} })).status()).toBe(403);

  await page.reload();
  const row = listBodyRows(page.getByRole("table")).filter({ hasText: name });
  await expect(row).toContainText(secret.slice(-4));
  await expect(row).not.toContainText("never");
  await row.getByRole("button", { name: /^Revoke/ }).click();
  await page.getByRole("button", { name: "Revoke token" }).click();
  await expect(row).toContainText("Revoked");
  expect((await request.get(USAGE, { headers })).status()).toBe(401);
});

test("an account is made, changed and found in the audit log", async ({ page, signIn }) => {
  const email = `made-by-spec-${randomUUID().slice(0, 8)}@example.com`;
  await signIn("platform_admin");
  await page.goto("/admin/accounts");
  await page.getByRole("button", { name: "New account" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByLabel("Name").fill("Made By Spec");
  await dialog.getByLabel("Role").selectOption("operator");
  await dialog.getByRole("button", { name: /^Add / }).first().click();
  await dialog.getByLabel("Projects").fill("atlas-core, atlas-web");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await expect(dialog.locator("code")).toHaveText(/^[\w-]{16}$/);
  await dialog.getByRole("button", { name: "Done" }).click();

  await page.getByRole("searchbox").fill(email);
  await expect(page).toHaveURL(/q=made-by-spec/);
  const rows = listBodyRows(page.getByRole("table"));
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText("atlas-core, atlas-web");
  await rows
    .first()
    .getByRole("button", { name: `Change ${email}` })
    .click();
  await dialog.getByLabel("Role").selectOption("auditor");
  await dialog.getByLabel("Reason").fill("Left the team");
  await dialog.getByLabel(/^Disabled/).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(rows.first()).toContainText("Disabled");

  await page.goto(`/admin/audit?kind=account&entity=${email}`);
  const entries = listBodyRows(page.getByRole("table"));
  await expect(entries).toHaveCount(2);
  await expect(entries.first()).toContainText("Account changed");
  await expect(entries.first()).toContainText("Left the team");
  await expect(entries.last()).toContainText("Account created");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "JSON Lines" }).click();
  const file = await (await download).path();
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    action: "account.change",
    before: { role: "operator", isDisabled: false },
    after: { role: "auditor", isDisabled: true },
  });
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page).not.toHaveURL(/entity=/);
});

test("administrators cannot shut themselves out, and see how far the sync lies behind", async ({
  page,
  signIn,
}) => {
  await signIn("platform_admin");
  await page.goto(`/admin/accounts?q=${DEMO_ACCOUNTS.platform_admin.email}`);
  await page.getByRole("button", { name: /^Change/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Role").selectOption("user");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Another administrator");
  await page.keyboard.press("Escape");
  await page.goto("/admin/sync");
  await expect(findPanel(page, "Lag")).toContainText(/ago|just now/);
});
