import pg from "pg";
import { addDays, toIsoDay } from "@/lib/time";
import { ageLists, readPayroll, refresh, waitUntilIdle } from "./fault-parts";
import { expect, test as base } from "./fixtures";
import { findFreshness, findPanel, listBodyRows, readUsdText, waitUntilRead } from "./page-parts";
import { SETTLED, settledApiSearch, settledPageSearch } from "./settled";
import { readStackFile } from "./stack-file";
import { LiteLLMControl } from "./upstream/litellm/control-client";
import { QUIET_KNOBS, type Knobs } from "./upstream/litellm/knobs";

/** One tenant for each fault: a tenant is read at most once in 15 s. */
const TENANTS = {
  down: 2,
  "401": 3,
  html: 4,
  truncate: 5,
  "500": 6,
  renamed: 9,
  shrunk: 10,
} as const;
const REFRESH_TIMEOUT_MS = 60_000;

interface FaultFixtures {
  tenantIdOf: (name: keyof typeof TENANTS) => Promise<string>;
  db: pg.Client;
}

const test = base.extend<FaultFixtures>({
  tenantIdOf: async ({ litellm }, use) => {
    const { tenants } = await litellm.state();
    await use((name) => Promise.resolve(tenants[TENANTS[name]]?.teamId ?? ""));
  },
  db: async ({ stack }, use) => {
    const db = new pg.Client({ connectionString: stack.databaseUrl });
    await db.connect();
    await use(db);
    await db.end();
  },
});

test.describe.configure({ timeout: 180_000 });
test.use({ expectedConsoleErrors: [/status of 5\d\d/] });
test.beforeEach(async ({ signIn }) => {
  await signIn("platform_admin");
});
test.afterEach(async ({ litellm }) => {
  await litellm.setKnobs({ ...QUIET_KNOBS });
});
test.afterAll(async () => {
  await new LiteLLMControl((await readStackFile()).litellmUrl).reset();
});

test("a new name shows after a refresh, and a deleted key keeps what it cost", async ({
  page,
  litellm,
  db,
  tenantIdOf,
}) => {
  const renamed = await tenantIdOf("renamed");
  const shrunk = await tenantIdOf("shrunk");
  const name = "=1+1 Motors";
  const before = await readPayroll(page, shrunk);
  const key = before.rows.find((row) => row.agent_status === "active" && row.cost_usd > 0);
  await litellm.mutate({ op: "renameTeam", teamId: renamed, alias: name });
  await litellm.mutate({ op: "deleteKey", token: key?.agent_id ?? "" });
  await waitUntilIdle(db);
  await ageLists(db);

  await page.goto(`/usage/${renamed}`);
  await waitUntilRead(page);
  await refresh(page);
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toContainText(name, { timeout: REFRESH_TIMEOUT_MS });
  await page.goto(`/usage/${renamed}`);
  await expect(heading).toContainText(name);
  const csv = await (
    await page.request.get(`/api/portal/usage?${settledApiSearch}&format=csv`)
  ).text();
  expect(csv).toContain(`,'${name},`);

  await page.goto(`/usage/${shrunk}?${settledPageSearch}&rows=all`);
  await waitUntilRead(page);
  const table = findPanel(page, "Payroll").getByRole("table");
  await expect(listBodyRows(table).filter({ hasText: "deleted" })).toContainText([
    key?.agent_name ?? "",
  ]);
  const after = await readPayroll(page, shrunk);
  const kept = after.rows.find((row) => row.agent_id === key?.agent_id);
  expect(kept).toMatchObject({ agent_status: "deleted", cost_usd: key?.cost_usd });
  expect(after.total).toEqual(before.total);
});

const FAULTS = [
  ["down", { down: true }, /cannot be reached/],
  ["401", { errorRate: 1, errorKind: "401" }, /does not accept the key/],
  ["html", { errorRate: 1, errorKind: "html" }, /is down, starting or overloaded|web page/],
  ["truncate", { errorRate: 1, errorKind: "truncate" }, /broke off|before the answer was complete/],
  ["500", { errorRate: 1, errorKind: "500" }, /failed on .* \(500\)/],
] as const satisfies readonly (readonly [keyof typeof TENANTS, Partial<Knobs>, RegExp])[];

for (const [fault, knobs, words] of FAULTS) {
  test(`a refresh that fails says why and keeps the figures: ${fault}`, async ({
    page,
    litellm,
    stack,
    tenantIdOf,
  }) => {
    const tenantId = await tenantIdOf(fault);
    await page.goto(`/usage/${tenantId}?${settledPageSearch}`);
    await waitUntilRead(page);
    const cost = findPanel(page, "Total cost");
    const shown = await readUsdText(cost);
    expect(shown).not.toBe("$0.00");
    const before = await readPayroll(page, tenantId);

    await litellm.setKnobs(knobs);
    await refresh(page);
    const says = page.getByRole("status").filter({ hasText: words });
    await expect(says).toHaveCount(1, { timeout: REFRESH_TIMEOUT_MS });
    await expect(says).not.toContainText(stack.litellmKey);
    await expect(page.getByRole("button", { name: /^Refresh/ })).toContainText("Failed");
    await expect(cost).toContainText(shown);
    await page.reload();
    await expect(cost).toContainText(shown);
    expect((await readPayroll(page, tenantId)).total).toEqual(before.total);
  });
}

/** As if the last good reading had been two hours ago. */
async function ageTenant(db: pg.Client, tenantId: string): Promise<void> {
  for (const [table, column] of [
    ["snapshot_state", "last_ok_at"],
    ["day_coverage", "read_at"],
  ] as const) {
    await db.query(
      `UPDATE ${table} SET ${column} = ${column} - interval '2 hours' WHERE tenant_id = $1`,
      [tenantId],
    );
  }
}

/** Row of the day that is made to be missing, in a table with the newest day first. */
const MISSING_PLACE = 7;

/** As if this day had never been read. */
async function forgetDay(db: pg.Client, tenantId: string, day: string): Promise<void> {
  for (const [rollup, sameAgent] of [
    ["tenant_usage", ""],
    ["agent_usage", "AND m.agent_id = d.agent_id"],
  ] as const) {
    await db.query(
      `UPDATE ${rollup}_monthly m
       SET cost_usd = m.cost_usd - d.cost_usd, total_tokens = m.total_tokens - d.total_tokens,
           call_count = m.call_count - d.call_count
       FROM ${rollup}_daily d
       WHERE d.tenant_id = $1 AND d.day = $2 AND m.tenant_id = d.tenant_id ${sameAgent}
         AND m.month = date_trunc('month', d.day)::date`,
      [tenantId, day],
    );
  }
  for (const table of [
    "day_coverage",
    "usage_daily",
    "usage_model_daily",
    "agent_usage_daily",
    "provider_usage_daily",
    "tenant_usage_daily",
  ]) {
    const onlyUsage = table === "day_coverage" ? "AND kind = 'usage'" : "";
    await db.query(`DELETE FROM ${table} WHERE tenant_id = $1 AND day = $2 ${onlyUsage}`, [
      tenantId,
      day,
    ]);
  }
  await db.query("UPDATE tenant SET version = version + 1 WHERE id = $1", [tenantId]);
}

test("figures that grow old are labelled, and the reason can be read by key", async ({
  page,
  litellm,
  db,
  tenantIdOf,
}) => {
  const tenantId = await tenantIdOf("down");
  await litellm.setKnobs({ down: true });
  await waitUntilIdle(db);
  await page.goto(`/usage/${tenantId}`);
  await waitUntilRead(page);
  const shown = await readUsdText(findPanel(page, "Total cost"));
  await ageTenant(db, tenantId);
  await refresh(page);
  await expect(page.getByRole("status").filter({ hasText: /cannot be reached/ })).toHaveCount(1, {
    timeout: REFRESH_TIMEOUT_MS,
  });
  await page.reload();
  await waitUntilRead(page);
  const freshness = findFreshness(page);
  await expect(freshness).toContainText("stale");
  await freshness.focus();
  const tooltip = page.getByRole("tooltip");
  await expect(tooltip).toContainText("older than they should be");
  await expect(tooltip).toContainText(/could not be read the last time\. \(.*cannot be reached/);
  await page.keyboard.press("Escape");
  await expect(tooltip).toHaveCount(0);
  for (const name of ["Payroll", "Total cost", /^Cost per/]) {
    await expect(findPanel(page, name).getByText("stale", { exact: true })).toBeVisible();
  }
  await expect(findPanel(page, "Total cost")).toContainText(shown);
  await page.goto("/usage");
  const name = (await litellm.state()).tenants[TENANTS.down]?.alias ?? "";
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("stale");
});

test("a day that was not read is a gap, and everything is whole again afterwards", async ({
  page,
  litellm,
  db,
  tenantIdOf,
}) => {
  const tenantId = await tenantIdOf("down");
  const missing = addDays(SETTLED.endDate, -MISSING_PLACE);
  await litellm.setKnobs({ down: true });
  await waitUntilIdle(db);
  await forgetDay(db, tenantId, missing);
  await page.goto(`/usage/${tenantId}?${settledPageSearch}&table=cost`);
  await waitUntilRead(page);
  const cost = findPanel(page, /^Cost per/);
  await expect(findFreshness(page)).toContainText("partial");
  await expect(findPanel(page, "Total cost")).toContainText("≥");
  const row = listBodyRows(cost.getByRole("table")).nth(MISSING_PLACE);
  await expect(row.getByRole("cell").first()).toHaveText("–");
  await cost.getByRole("button", { name: /show as table/ }).click();
  await expect(cost.getByText("not read", { exact: true })).toBeVisible();

  await litellm.setKnobs({ ...QUIET_KNOBS });
  await ageLists(db);
  await refresh(page);
  const job = { job: "sync-usage-history", scope: tenantId };
  expect((await page.request.post("/api/portal/admin/sync-runs", { data: job })).status()).toBe(
    202,
  );
  const readState = async () =>
    (
      await page.request.get(
        `/api/portal/usage/${tenantId}/payroll?start_date=${SETTLED.startDate}&end_date=${toIsoDay(new Date())}`,
      )
    ).headers()["x-snapshot-state"];
  await expect.poll(readState, { timeout: REFRESH_TIMEOUT_MS }).toBe("fresh");
  await page.reload();
  await waitUntilRead(page);
  const truth = await litellm.truth({ teamId: tenantId, ...SETTLED });
  const { total } = await readPayroll(page, tenantId);
  expect(Math.round((total?.cost_usd ?? -1) * 1e6)).toBe(
    Math.round(Number(truth.totals.spendUsd) * 1e6),
  );
  await expect(findPanel(page, "Total cost")).not.toContainText("≥");
  await expect(findFreshness(page)).not.toContainText(/partial|stale/);
  await expect(page.getByRole("button", { name: /^Refresh/ })).not.toContainText("Failed");
});

test("the connection page says in words that the proxy is down", async ({ page, litellm }) => {
  await litellm.setKnobs({ down: true });
  await page.goto("/admin/connection");
  const checks = findPanel(page, "Checks");
  await expect(checks).toContainText(/1 check failed/, { timeout: 60_000 });
  await expect(checks).toContainText(/LiteLLM cannot be reached at http/);
  await expect(checks).toContainText(/Check LITELLM_URL/);
});

test("lost database connections are opened again", async ({ page, db, tenantIdOf }) => {
  const tenantId = await tenantIdOf("down");
  const path = `/usage/${tenantId}?${settledPageSearch}`;
  const endConnections = () =>
    db.query<{ ended: number }>(
      `SELECT count(pg_terminate_backend(pid))::int AS ended FROM pg_stat_activity
       WHERE application_name = 'tokenroll' AND datname = current_database()`,
    );
  await page.goto(path);
  const shown = await readUsdText(findPanel(page, "Total cost"));
  for (let round = 0; round < 4; round += 1) {
    const view = page.reload({ waitUntil: "commit" });
    const { rows } = await endConnections();
    expect(rows[0]?.ended).toBeGreaterThan(0);
    await view;
    expect((await page.goto(path))?.status()).toBe(200);
    await expect(findPanel(page, "Total cost")).toContainText(shown);
    expect((await readPayroll(page, tenantId)).rows.length).toBeGreaterThan(0);
    await endConnections();
    expect((await readPayroll(page, tenantId)).rows.length).toBeGreaterThan(0);
  }
});
