import { createHash, randomUUID } from "node:crypto";
import pg from "pg";
import { emitCalls } from "@/lib/cli/emit-calls";
import { makeWeek } from "@/lib/cli/synthetic-week";
import { formatUsd } from "@/lib/format";
import { expectNoAxeViolations } from "./accessibility";
import { DEMO_ACCOUNTS } from "./demo-accounts";
import { expect, test } from "./fixtures";
import { findPanel, listBodyRows, waitUntilRead } from "./page-parts";

const SUMMED_TIMEOUT_MS = 60_000;
const DAY_MS = 86_400_000;

/** The auditor owns no keys and is in no team, so no tenant's total changes. */
async function insertToken(db: pg.Client): Promise<string> {
  const secret = `tkr_${createHash("sha256").update(randomUUID()).digest("hex").slice(0, 48)}`;
  await db.query(
    `INSERT INTO api_token (id, user_id, name, hash, hint, scopes, expires_at)
     SELECT gen_random_uuid(), id, 'Laptop', $1, $2, '{otlp:write}', $3 FROM "user" WHERE email = $4`,
    [
      createHash("sha256").update(secret).digest("hex"),
      secret.slice(-4),
      new Date(Date.now() + DAY_MS),
      DEMO_ACCOUNTS.auditor.email,
    ],
  );
  return secret;
}

test.describe.configure({ mode: "serial" });

test("a week that agents send is on the page seconds later", async ({ page, stack, signIn }) => {
  const db = new pg.Client({ connectionString: stack.databaseUrl });
  await db.connect();
  const token = await insertToken(db);
  const people = ["one", "two", "three"].map((name) => ({ email: `${name}@elsewhere`, team: "" }));
  const calls = makeWeek(people, new Date());
  await emitCalls(calls, { url: stack.portalUrl, token });
  const countStored = async () => (await db.query("SELECT 1 FROM call")).rowCount;
  expect(await countStored()).toBe(calls.length);
  const countWaiting = async () => (await db.query("SELECT 1 FROM call_mark")).rowCount;
  await expect.poll(countWaiting, { timeout: SUMMED_TIMEOUT_MS }).toBe(0);
  const { rows } = await db.query<{ total: string }>(
    "SELECT sum(cost_usd)::text AS total FROM call_daily",
  );
  await emitCalls(calls, { url: stack.portalUrl, token });
  await expect.poll(countWaiting, { timeout: SUMMED_TIMEOUT_MS }).toBe(0);
  const again = await db.query<{ total: string }>(
    "SELECT sum(cost_usd)::text AS total FROM call_daily",
  );
  expect(again.rows).toEqual(rows);
  await db.end();

  await signIn("platform_admin");
  await page.goto("/coding?range=30d");
  await waitUntilRead(page);
  const figures = page.getByRole("region", { name: "Figures" });
  const { total = "" } = rows[0] ?? {};
  await expect(figures.getByRole("listitem").first()).toContainText(formatUsd(Number(total)));
});

test("a click on a value narrows the page, in the URL", async ({ page, signIn }) => {
  await signIn("platform_admin");
  await page.goto("/coding?range=30d");
  await waitUntilRead(page);
  const agents = findPanel(page, "Agents").getByRole("table");
  await agents.getByRole("button", { name: "Claude Code" }).click();
  await expect(page).toHaveURL(/harness=claude-code/);
  await expect(page.getByRole("group", { name: "Filters in use" })).toContainText("Claude Code");
  await expect(listBodyRows(agents)).toHaveCount(1);
  await page.reload();
  await expect(listBodyRows(agents)).toHaveCount(1);
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page).not.toHaveURL(/harness=/);
});

test("a session opens with its calls and can be sent as a link", async ({ page, signIn }) => {
  await signIn("platform_admin");
  await page.goto("/coding?tab=sessions&range=30d");
  await waitUntilRead(page);
  const rows = listBodyRows(findPanel(page, "Sessions").getByRole("table"));
  await rows.first().getByRole("button").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("table").getByRole("row").nth(1)).toBeVisible();
  await page.reload();
  await expect(dialog.getByRole("table").getByRole("row").nth(1)).toBeVisible();
  await expectNoAxeViolations(page, "an open session");
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/session=/);
});

test("whoever sends nothing sees nothing of the others", async ({ page, signIn }) => {
  await signIn("user");
  await page.goto("/coding?range=30d");
  await waitUntilRead(page);
  await expect(findPanel(page, "Agents")).toContainText("Nothing was reported");
  const answer = await page.request.get("/api/portal/coding/burn");
  expect(await answer.json()).toMatchObject({ day_cost_usd: 0, active_sessions: 0 });
});
