import type { Locator } from "@playwright/test";
import { addDays, toIsoDay } from "@/lib/time";
import type { ModelCostRow, Payroll, ProviderCostRow, UsageSummaryRow } from "@/lib/usage/schema";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "./demo-accounts";
import { expect, test } from "./fixtures";
import { findPanel, waitUntilDrawn, waitUntilRead, waitUntilRefreshable } from "./page-parts";
import { SETTLED, settledApiSearch, settledPageSearch } from "./settled";

const today = toIsoDay(new Date());

function toUsdText(amount: number): string {
  return new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" }).format(amount);
}

/** The first amount that an element shows; waits until there is one. */
async function readUsd(element: Locator): Promise<number> {
  await expect(element).toContainText(/\$[\d,]+\.\d\d/);
  const [amount = ""] = /\$[\d,]+\.\d+/.exec(await element.innerText()) ?? [];
  return Number(amount.replace(/[$,]/g, ""));
}

test("an operator signs in, opens a tenant and reads what each agent costs", async ({
  page,
  stack,
  litellm,
}) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel("E-mail").fill(DEMO_ACCOUNTS.operator.email);
  await page.getByLabel("Password").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/usage$/);

  await page.goto(`/usage?${settledPageSearch}`);
  const rows = page.getByRole("table").getByRole("rowgroup").nth(1).getByRole("row");
  await expect(rows).toHaveCount(stack.operatorTenantIds.length);
  const tenantLink = rows.first().getByRole("link");
  const tenantName = (await tenantLink.textContent()) ?? "";
  await tenantLink.click();
  await expect(page).toHaveURL(/\/usage\/[^?]+\?.*from=/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(tenantName);

  const tenantId = decodeURIComponent(new URL(page.url()).pathname.split("/").at(-1) ?? "");
  const truth = await litellm.truth({ teamId: tenantId, ...SETTLED });
  const total = toUsdText(Number(truth.totals.spendUsd));
  await expect(findPanel(page, "Total cost")).toContainText(total);
  const payroll = findPanel(page, "Payroll").getByRole("table");
  await expect(payroll.getByRole("row").last()).toContainText(total);
});

test("every way to split a tenant's cost adds up to LiteLLM's own total", async ({
  page,
  stack,
  litellm,
  signIn,
}) => {
  await signIn("operator");
  for (const tenantId of stack.operatorTenantIds) {
    const truth = await litellm.truth({ teamId: tenantId, ...SETTLED });
    const base = `/api/portal/usage/${tenantId}`;
    const read = async <T>(panel: string) =>
      (await (await page.request.get(`${base}/${panel}?${settledApiSearch}`)).json()) as T;
    const micro = (amounts: number[]) =>
      amounts.reduce((sum, amount) => sum + Math.round(amount * 1e6), 0);
    const summary = await read<UsageSummaryRow[]>("summary");
    const providers = await read<ProviderCostRow[]>("by-provider");
    const models = await read<ModelCostRow[]>("by-model");
    const payroll = await read<Payroll>("payroll");
    const expected = Math.round(Number(truth.totals.spendUsd) * 1e6);
    expect(micro(summary.map((row) => row.cost_usd))).toBe(expected);
    expect(micro(providers.map((row) => row.cost_usd))).toBe(expected);
    expect(micro(models.map((row) => row.cost_usd))).toBe(expected);
    expect(micro(payroll.rows.map((row) => row.cost_usd))).toBe(expected);
    expect(micro([payroll.total?.cost_usd ?? -1])).toBe(expected);
    for (const agent of summary) {
      const known = truth.agents.find((one) => one.token === agent.agent_id);
      expect(agent.cost_usd).toBeCloseTo(Number(known?.spendUsd), 5);
      expect(agent.llm_call_count).toBe(known?.requests);
    }
    const csv = await (
      await page.request.get(`${base}/summary?${settledApiSearch}&format=csv`)
    ).text();
    const foot = csv.trimEnd().split("\r\n").at(-1)?.split(",") ?? [];
    expect(micro([Number(foot[5])])).toBe(expected);
  }
});

test("range, comparison, filters and order live in the URL", async ({ page, stack, signIn }) => {
  await signIn("operator");
  const [tenantId = ""] = stack.operatorTenantIds;
  await page.goto(`/usage/${tenantId}`);
  await waitUntilRead(page);
  await page.getByRole("button", { name: /Time range/ }).click();
  await page.getByRole("button", { name: "Last 7 days" }).click();
  await expect(page).toHaveURL(/range=7d/);

  await page.goto(`/usage/${tenantId}?${settledPageSearch}`);
  await waitUntilRead(page);
  const table = findPanel(page, "Payroll").getByRole("table");
  const firstAgent = table.getByRole("rowgroup").nth(1).getByRole("row").first();
  const agentName = (await firstAgent.getByRole("button").first().textContent()) ?? "";
  await firstAgent.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/agent=/);
  await expect(page.getByRole("group", { name: "Filters in use" })).toContainText(agentName);
  await expect(table.getByRole("rowgroup").nth(1).getByRole("row")).toHaveCount(1);
  const filtered = await readUsd(findPanel(page, "Total cost"));

  await table.getByRole("columnheader", { name: /Calls/ }).getByRole("button").click();
  await expect(page).toHaveURL(/sort=calls/);
  const shared = page.url();
  await page.reload();
  await expect(page).toHaveURL(shared);
  await expect(page.getByRole("group", { name: "Filters in use" })).toContainText(agentName);
  expect(await readUsd(findPanel(page, "Total cost"))).toBe(filtered);

  await page.goBack();
  await expect(page).not.toHaveURL(/agent=/);
  await expect(page.getByRole("group", { name: "Filters in use" })).toHaveCount(0);
});

test("each chart has its figures as a table that adds up", async ({ page, stack, signIn }) => {
  await signIn("operator");
  const [tenantId = ""] = stack.operatorTenantIds;
  await page.goto(`/usage/${tenantId}?${settledPageSearch}`);
  const shown = await readUsd(findPanel(page, "Total cost"));
  await waitUntilDrawn(page);
  const buttons = page.getByRole("button", { name: /: show as table$/ });
  await expect(buttons).toHaveCount(5);
  for (const button of await buttons.all()) await button.click();
  await expect(page.getByRole("button", { name: /: show as table$/, pressed: false })).toHaveCount(
    0,
  );
  const cost = findPanel(page, "Cost by provider").getByRole("table");
  expect((await readUsd(cost.getByRole("row").last())).toFixed(2)).toBe(shown.toFixed(2));
  await expect(
    page.getByRole("region", { name: /^Cost per day/ }).getByRole("table"),
  ).toBeVisible();
});

test("answers can be revalidated and say how old they are", async ({ page, stack, signIn }) => {
  await signIn("operator");
  const [tenantId = ""] = stack.operatorTenantIds;
  const address = `/api/portal/usage/${tenantId}/summary?${settledApiSearch}`;
  const first = await page.request.get(address);
  expect(first.headers()["x-snapshot-state"]).toBe("fresh");
  expect(Date.parse(first.headers()["last-modified"] ?? "")).toBeGreaterThan(0);
  expect(first.headers()["cache-control"]).toContain("private");
  // A sync that ends between the two makes a new version.
  await expect(async () => {
    const { etag = "" } = (await page.request.get(address)).headers();
    const again = await page.request.get(address, { headers: { "if-none-match": etag } });
    expect(again.status()).toBe(304);
    expect((await again.body()).length).toBe(0);
  }).toPass();
});

const BAD_RANGES = [
  ["start_date=2026-13-01&end_date=2026-01-07", "start_date", /YYYY-MM-DD/],
  ["end_date=2026-01-07", "start_date", /required/],
  ["start_date=2026-01-07&end_date=2026-01-01", "end_date", /not be before start_date/],
  ["start_date=2024-01-01&end_date=2026-01-01", "start_date", /400 days/],
  // The day after tomorrow: midnight may pass.
  [`start_date=${today}&end_date=${addDays(today, 2)}`, "end_date", /future/],
] as const;

for (const [search, field, rule] of BAD_RANGES) {
  test(`a mistaken range is refused in words: ${search.replace(today, "today")}`, async ({
    page,
    stack,
    signIn,
  }) => {
    await signIn("operator");
    const [tenantId = ""] = stack.operatorTenantIds;
    const answer = await page.request.get(`/api/portal/usage/${tenantId}/summary?${search}`);
    expect(answer.status()).toBe(400);
    expect(answer.headers()["content-type"]).toContain("application/problem+json");
    const problem = (await answer.json()) as { issues: { field: string; rule: string }[] };
    const rules = problem.issues.filter((issue) => issue.field === field);
    expect(rules.map((issue) => issue.rule).join("; ")).toMatch(rule);
  });
}

test("a refresh reads the tenant now and is limited", async ({ page, stack, signIn }) => {
  await signIn("operator");
  const tenantId = stack.operatorTenantIds.at(-1) ?? "";
  const address = `/api/portal/usage/${tenantId}`;
  const readTime = async () =>
    Date.parse((await page.request.get(address)).headers()["last-modified"] ?? "");
  await page.goto(`/usage/${tenantId}`);
  await waitUntilRead(page);
  const button = await waitUntilRefreshable(page);
  const before = await readTime();
  await button.click();
  await expect(page.getByRole("button", { name: /^Refresh \d+ s\. Just read/ })).toBeVisible();
  // Times are whole seconds, and the schedule may have read the tenant in the same one: then again.
  await expect(async () => {
    await page.request.post(`${address}/refresh`, { data: {} });
    expect(await readTime()).toBeGreaterThan(before);
  }).toPass();
  // A refresh that runs is joined; the one after it comes too soon.
  await expect(async () => {
    const refused = await page.request.post(`${address}/refresh`, { data: {} });
    expect(refused.status()).toBe(429);
    expect(Number(refused.headers()["retry-after"])).toBeGreaterThan(0);
  }).toPass();
});
