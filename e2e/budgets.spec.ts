import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import pg from "pg";
import type { BudgetList, BudgetRow } from "@/lib/budgets/schema";
import { expectNoAxeViolations } from "./accessibility";
import { expect, test } from "./fixtures";
import { listBodyRows } from "./page-parts";

const LIST = "/api/portal/budgets";

async function listBudgets(page: Page, query: string): Promise<BudgetRow[]> {
  const answer = await page.request.get(`${LIST}?${query}`);
  return ((await answer.json()) as BudgetList).items;
}

async function readMaxBudget(url: string, key: string, id: string): Promise<unknown> {
  const response = await fetch(`${url}/key/info?key=${id}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return ((await response.json()) as { info: { max_budget: unknown } }).info.max_budget;
}

/** An agent within its budget whose limit is its own, not one of a shared row; by another name than `not`. */
async function pickAgent(
  page: Page,
  stack: { litellmUrl: string; litellmKey: string },
  order: "asc" | "desc",
  not?: string,
): Promise<BudgetRow> {
  for (const row of await listBudgets(page, `kind=agent&state=ok&sort=name&order=${order}`)) {
    const max = await readMaxBudget(stack.litellmUrl, stack.litellmKey, row.id);
    if (max === row.limit_usd && row.name !== not) return row;
  }
  throw new Error("no such budget");
}

async function openBudget(page: Page, row: BudgetRow) {
  const param = [row.kind, row.tenant_id, row.id].map(encodeURIComponent).join("/");
  await page.goto(`/budgets?budget=${encodeURIComponent(param)}`);
  const dialog = page.getByRole("dialog", { name: row.name });
  await expect(dialog.getByLabel("What to change")).toBeVisible();
  return dialog;
}

// A form that is sent without its name: the portal answers 400, and the browser reports it.
test.use({ expectedConsoleErrors: [/status of 400/] });

test("the list is searched, narrowed and paged in the URL", async ({ page, signIn }) => {
  await signIn("platform_admin");
  await page.goto("/budgets");
  const table = page.getByRole("table", { name: /Budgets of tenants/ });
  await expect(listBodyRows(table).first()).toBeVisible();
  await expect(page.getByRole("radio", { name: /^Attention/ })).toBeChecked();
  const dates = page.getByRole("columnheader", { name: "Runs out on" });
  await expect(dates).toHaveAttribute("aria-sort", "ascending");
  await expectNoAxeViolations(page, "the budgets that need attention");
  await page.getByRole("radio", { name: "All" }).first().click();
  await expect(page.getByText(/Showing 1–20 of [\d,]+/)).toBeVisible();
  await page.getByRole("radio", { name: "Agents" }).click();
  await page.getByRole("radio", { name: /Exceeded/ }).click();
  await expect(page).toHaveURL(/state=exceeded/);
  await expect(page).toHaveURL(/kind=agent/);
  // What is spent while this reads may change the order; the page is read again with it.
  await expect(async () => {
    const [worst] = await listBudgets(page, "state=exceeded&kind=agent");
    await page.reload();
    const first = listBodyRows(table).first();
    await expect(first).toContainText(worst?.name ?? "nobody", { timeout: 5_000 });
  }).toPass();
  await expect(listBodyRows(table).first()).toContainText("Budget exceeded");
  await expectNoAxeViolations(page, "the list of budgets");
});

test("a limit is set in LiteLLM, kept in the ledger and taken back", async ({
  page,
  signIn,
  stack,
}) => {
  await signIn("platform_admin");
  const row = await pickAgent(page, stack, "asc");
  const dialog = await openBudget(page, row);
  await expect(dialog.getByText(/ends near|never resets|Nothing was spent/)).toBeVisible();
  await dialog.getByLabel("Amount (USD)").fill("-1");
  await expect(dialog.getByText(/must not be below zero/)).toBeVisible();
  await dialog.getByLabel("Amount (USD)").fill("7,777.5");
  await expect(dialog.getByText(/Used in the running period: from/)).toBeVisible();
  await expectNoAxeViolations(page, "a budget's dialog");
  await dialog.getByRole("button", { name: "Save budget" }).click();
  await expect(dialog.getByText("Say why, in a few words.")).toBeVisible();
  expect(await readMaxBudget(stack.litellmUrl, stack.litellmKey, row.id)).toBe(row.limit_usd);
  const reason = `A big launch ${randomUUID().slice(0, 8)}`;
  await dialog.getByLabel("Why").fill(reason);
  await dialog.getByRole("button", { name: "Save budget" }).click();
  await expect(dialog.getByText(`“${reason}”`)).toBeVisible();
  expect(await readMaxBudget(stack.litellmUrl, stack.litellmKey, row.id)).toBe(7777.5);
  const ledger = dialog.getByRole("list", { name: "Changes, newest first" });
  const newest = ledger.getByRole("listitem").first();
  await expect(newest).toContainText(reason);
  await newest.getByRole("button", { name: /^Undo/ }).click();
  await expect(newest).toContainText("taken back");
  expect(await readMaxBudget(stack.litellmUrl, stack.litellmKey, row.id)).toBe(row.limit_usd);
});

test.describe("what is refused", () => {
  test.use({ expectedConsoleErrors: [/status of (409|502)/] });

  test("by LiteLLM is said in its words", async ({ page, signIn, litellm }) => {
    await signIn("platform_admin");
    const [row] = await listBudgets(page, "kind=agent&state=ok&sort=name&order=asc");
    if (!row) throw new Error("no budget");
    const refusal = "This key is managed in config.yaml";
    await litellm.mutate({ op: "setKeyBudget", token: row.id, refusal });
    const dialog = await openBudget(page, row);
    await dialog.getByLabel("Amount (USD)").fill("9000");
    await dialog.getByLabel("Why").fill("A refusal");
    await dialog.getByRole("button", { name: "Save budget" }).click();
    const words = `LiteLLM says: ${refusal}. Nothing was changed.`;
    await expect(dialog.getByRole("alert")).toContainText(words);
    await litellm.mutate({ op: "setKeyBudget", token: row.id, refusal: null });
    expect((await listBudgets(page, `q=${row.id}`))[0]?.limit_usd).toBe(row.limit_usd);
  });

  test("of two administrators the slower one is told both values", async ({
    page,
    browser,
    signIn,
    stack,
  }) => {
    await signIn("platform_admin");
    const row = await pickAgent(page, stack, "desc");
    const storageState = await page.context().storageState();
    const other = await browser.newContext({ baseURL: stack.portalUrl, storageState });
    const second = await other.newPage();
    const slow = await openBudget(page, row);
    const fast = await openBudget(second, row);
    for (const [dialog, amount] of [
      [fast, "4100"],
      [slow, "4200"],
    ] as const) {
      await dialog.getByLabel("Amount (USD)").fill(amount);
      await dialog.getByLabel("Why").fill("A test of two");
      await dialog.getByRole("button", { name: "Save budget" }).click();
      const outcomes = dialog.getByRole("list", { name: "What became of each" });
      if (dialog === fast) await expect(outcomes).toContainText("Done");
    }
    const form = slow.getByRole("form", { name: "Change budget" });
    await expect(form.getByText(/you saw \$[\d.,]+, it is \$4,100\.00 now/)).toBeVisible();
    expect(await readMaxBudget(stack.litellmUrl, stack.litellmKey, row.id)).toBe(4100);
    // The slower one sees what is there now, and the next save starts from it.
    await expect(form.getByRole("list", { name: "What this does" })).toContainText("$4,100.00");
    await form.getByRole("button", { name: "Save budget" }).click();
    await expect(slow.getByRole("list", { name: "What became of each" })).toContainText("Done");
    await slow.getByRole("button", { name: /^Undo/ }).first().click();
    await expect(slow.getByText("Taken back.")).toBeVisible();
    await fast.getByRole("button", { name: /^Undo/ }).first().click();
    await expect(fast.getByText("Taken back.")).toBeVisible();
    await other.close();
  });
});

test("many are changed at once and taken back at once", async ({ page, signIn, stack }) => {
  await signIn("platform_admin");
  const first = await pickAgent(page, stack, "asc");
  const second = await pickAgent(page, stack, "asc", first.name);
  await page.goto("/budgets?kind=agent&state=ok&sort=name&order=asc");
  for (const row of [first, second]) {
    await page
      .getByRole("checkbox", { name: `Select ${row.name}` })
      .first()
      .check();
  }
  await page.getByRole("button", { name: /^Select (all|the first)/ }).click();
  await expect(page.getByText(/^[\d,]{2,} budgets selected$/)).toBeVisible();
  await page.getByRole("button", { name: "Clear selection" }).click();
  for (const row of [first, second]) {
    await page
      .getByRole("checkbox", { name: `Select ${row.name}` })
      .first()
      .check();
  }
  await page.getByRole("button", { name: "Change…" }).click();
  const dialog = page.getByRole("dialog", { name: /Change 2 budgets/ });
  await dialog.getByLabel("What to change").selectOption("percent");
  await dialog.getByLabel("Percent").fill("10");
  await expect(dialog.getByRole("list", { name: "What this does" })).toContainText(first.name);
  await dialog.getByLabel("Why").fill("Ten percent for all");
  await dialog.getByRole("button", { name: "Save 2 budgets" }).click();
  const outcomes = dialog.getByRole("list", { name: "What became of each" });
  await expect(outcomes.getByText("Done")).toHaveCount(2);
  const raised = await readMaxBudget(stack.litellmUrl, stack.litellmKey, first.id);
  expect(raised).toBeCloseTo((first.limit_usd ?? 0) * 1.1, 1);
  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect(dialog.getByText("Taken back.")).toBeVisible();
  expect(await readMaxBudget(stack.litellmUrl, stack.litellmKey, first.id)).toBe(first.limit_usd);
  await dialog.getByRole("button", { name: "Change again" }).click();
  await dialog.getByRole("button", { name: "Save 2 budgets" }).click();
  await expect(outcomes.getByText("Done")).toHaveCount(2);
  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect(dialog.getByText("Taken back.")).toBeVisible();
  expect(await readMaxBudget(stack.litellmUrl, stack.litellmKey, first.id)).toBe(first.limit_usd);
});

/** Other tests sign in as the same person and may have looked at the alerts already. */
async function forgetSeenAlerts(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("DELETE FROM alert_seen");
  } finally {
    await client.end();
  }
}

test("the bell leads to the alerts, which are dealt with there", async ({
  page,
  signIn,
  stack,
}) => {
  await signIn("platform_admin");
  await page.goto("/usage");
  const bell = page.getByRole("link", { name: /^Alerts: [\d,]+ new/ });
  await expect(async () => {
    await forgetSeenAlerts(stack.databaseUrl);
    await page.reload();
    await expect(bell).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 45_000 });
  // By another name once somebody else has looked.
  const named = page.getByRole("link", { name: /^Alerts/ });
  await named.and(page.locator(":not(nav *)")).click();
  const table = page.getByRole("table", { name: /Budget alerts/ });
  await expect(listBodyRows(table).first()).toContainText(/budget/);
  await expectNoAxeViolations(page, "the alerts");
  const newest = page.getByRole("button", { name: /^Acknowledge/ }).first();
  const label = (await newest.getAttribute("aria-label")) ?? "";
  const acknowledge = page.getByRole("button", { name: label, exact: true });
  await acknowledge.click();
  await expect(acknowledge).toHaveCount(0);
  const second = page.getByRole("checkbox", { name: /^Select / }).first();
  await second.check();
  await page.getByRole("button", { name: "Select all on this page" }).click();
  await expect(page.getByText(/^\d+ alerts selected$/)).toBeVisible();
  await page.getByRole("button", { name: "Clear selection" }).click();
  await page.getByRole("searchbox", { name: /Search alerts/ }).fill("nobody has this name");
  await expect(page.getByText("No alerts like this")).toBeVisible();
  await page.getByRole("searchbox", { name: /Search alerts/ }).fill("");
  await page.getByRole("radio", { name: "Acknowledged" }).click();
  await expect(table).toContainText(label.replace("Acknowledge: ", "").slice(0, 30));
});

test("rules and channels are for tenants and agents that are found by name", async ({
  page,
  signIn,
}) => {
  await signIn("platform_admin");
  await page.goto("/alerts?tab=rules");
  const ruleName = `Far over ${randomUUID().slice(0, 8)}`;
  const form = page.getByRole("form", { name: "New alert rule" });
  await page.getByRole("button", { name: "New rule" }).click();
  await form.getByRole("button", { name: "Add rule" }).click();
  await expect(form.getByText("This is missing.")).toBeVisible();
  await form.getByLabel("Name").fill(ruleName);
  await form.getByLabel("Spent, in percent").fill("900");
  await form.getByLabel("Forecast, in percent").fill("");
  const tenants = form.getByRole("searchbox", { name: "Tenants" });
  for (const name of ["Northwind Logistics", "Tessera Robotics"]) {
    await tenants.fill(name.toLowerCase());
    await form.getByRole("button", { name: `Add ${name}` }).press("Enter");
    await expect(tenants).toBeFocused();
  }
  await expectNoAxeViolations(page, "a new rule");
  await form.getByRole("button", { name: "Add 2 rules" }).click();
  const rules = page.getByRole("table", { name: "Alert rules" });
  const added = rules.getByRole("row").filter({ hasText: ruleName });
  await expect(added).toHaveCount(2);
  await expect(added.filter({ hasText: "Tenant Tessera Robotics" })).toHaveCount(1);
  await expect(form).toBeHidden();
  await page.getByRole("button", { name: "New rule" }).click();
  await form.getByLabel("Name").fill(ruleName);
  await form.getByLabel("Spent, in percent").fill("900");
  await form.getByLabel("Forecast, in percent").fill("");
  await form.getByLabel("For", { exact: true }).selectOption("Agents");
  await form.getByRole("searchbox", { name: "Agents" }).fill("support bot");
  await form.getByRole("button", { name: "Add Support Bot of Northwind Logistics" }).click();
  await form.getByRole("button", { name: "Add rule" }).click();
  await expect(added.filter({ hasText: "Support Bot of Northwind Logistics" })).toHaveCount(1);
  await added.last().getByRole("button", { name: "Edit" }).click();
  const edited = page.getByRole("form", { name: `Edit ${ruleName}` });
  await edited.getByLabel("Spent, in percent").fill("950");
  await edited.getByRole("button", { name: "Save rule" }).click();
  await expect(added.filter({ hasText: "950 %" })).toHaveCount(1);
  const question = page.getByRole("dialog", { name: `Delete the rule “${ruleName}”?` });
  for (let left = 2; left >= 0; left -= 1) {
    await added
      .first()
      .getByRole("button", { name: `Delete the rule ${ruleName}` })
      .click();
    await question.getByRole("button", { name: "Delete" }).click();
    await expect(added).toHaveCount(left);
  }
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(added).toHaveCount(1);
  await added.getByRole("button", { name: /^Delete/ }).click();
  await question.getByRole("button", { name: "Keep it" }).click();
  await expect(added).toHaveCount(1);
  await added.getByRole("button", { name: /^Delete/ }).click();
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(added).toHaveCount(0);
  await page.getByRole("radio", { name: "Channels" }).click();
  const hookName = `Northwind's hook ${randomUUID().slice(0, 8)}`;
  const channel = page.getByRole("form", { name: "New alert channel" });
  await page.getByRole("button", { name: "New channel" }).click();
  await channel.getByLabel("Name").fill(hookName);
  await channel.getByLabel("Kind").selectOption("Signed webhook");
  await channel.getByLabel("Webhook address").fill("https://hooks.example.com/secret");
  await channel.getByRole("searchbox", { name: "Tenant" }).fill("northwind");
  await channel.getByRole("button", { name: "Add Northwind Logistics" }).click();
  await channel.getByRole("button", { name: "Add channel" }).click();
  await page.getByRole("button", { name: "I have kept it" }).click();
  const row = page.getByRole("row").filter({ hasText: hookName });
  await expect(row).toContainText("https://hooks.example.com/…");
  await expect(row).toContainText("Northwind Logistics");
  await row.getByRole("button", { name: "Edit" }).click();
  const change = page.getByRole("form", { name: `Edit ${hookName}` });
  await change.getByLabel("Webhook address").fill("https://other.example.com/secret");
  await expectNoAxeViolations(page, "a channel that is edited");
  await change.getByRole("button", { name: "Save channel" }).click();
  await expect(row).toContainText("https://other.example.com/…");
  await row.getByRole("button", { name: /^Delete the channel/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(row).toHaveCount(0);
});

test("a profile is made, edited, compared, deleted and taken back", async ({ page, signIn }) => {
  await signIn("platform_admin");
  await page.goto("/budgets/profiles");
  await page.getByRole("link", { name: "New profile" }).click();
  const profileName = `Pilot teams ${randomUUID().slice(0, 8)}`;
  const form = page.getByRole("form", { name: "New profile" });
  await form.getByRole("button", { name: "Create profile" }).click();
  await expect(form.getByText("This is missing.")).toBeVisible();
  await form.getByLabel("Name").fill(profileName);
  await form.getByLabel(/Hard limit/).fill("500");
  await form.getByLabel("Period").selectOption("Every 7 days");
  await form.getByLabel("Why").fill("For the pilot");
  await form.getByRole("button", { name: "Create profile" }).click();
  await expect(page.getByRole("heading", { level: 1, name: profileName })).toBeVisible();
  const rules = page.getByRole("form", { name: `Edit ${profileName}` });
  await rules.getByLabel(/Hard limit/).fill("650");
  await rules.getByLabel("Visible to all tenants").uncheck();
  await rules.getByRole("searchbox", { name: "Tenants" }).fill("northwind");
  await rules.getByRole("button", { name: "Add Northwind Logistics" }).click();
  await rules.getByLabel("Why").fill("More pilots");
  await rules.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Version 2, for selected tenants")).toBeVisible();
  await expect(rules.getByRole("button", { name: "Remove Northwind Logistics" })).toBeVisible();
  const comparison = page.getByRole("table", { name: "Two versions side by side" });
  await expect(comparison).toContainText("$500.00");
  await expect(comparison).toContainText("$650.00");
  await page.mouse.move(0, 0);
  await expectNoAxeViolations(page, "a profile");
  await page.getByRole("button", { name: "Restore version 1" }).click();
  await expect(page.getByText("Version 3").first()).toBeVisible();
  await page.getByRole("link", { name: "All profiles" }).click();
  await page.getByRole("button", { name: `Delete the profile ${profileName}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  const row = page.getByRole("row").filter({ hasText: profileName });
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toHaveCount(1);
});
