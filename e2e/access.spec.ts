import pg from "pg";
import { findSubjects, type Actor } from "./access-actors";
import { askAsEverybody, toArea } from "./access-questions";
import { NO_ID, PEOPLE_ENDPOINTS, type Audience, type RouteRule } from "./access-rules";
import { expect, sessionCookie, test } from "./fixtures";
import { listAppRoutes } from "./route-inventory";

const RANGE = "start_date=2026-01-01&end_date=2026-01-07";
/** Everybody may ask; what is answered is filtered by who asks (analytics-access.spec.ts). */
const SIGNED_IN: RouteRule = { audience: "signed-in", methods: ["GET"] };
const PANEL: RouteRule = { audience: "tenant", methods: ["GET"], query: RANGE };

/** Writes to a budget that does not exist: whoever may write at all learns just that. */
const NO_BUDGET = { audience: "nobody", methods: ["POST"] } as const;
const NO_TARGET = {
  targets: [
    {
      ...{ kind: "tenant", tenant_id: "no-such-tenant", id: "no-such-tenant" },
      expected: { limit_usd: null, soft_limit_usd: null, duration: null, is_blocked: false },
    },
  ],
  edit: { limit_usd: 5 },
};

/** Every endpoint joins this table or the first test fails. */
const ENDPOINTS: Record<string, RouteRule> = {
  "/api/auth/[...nextauth]": { audience: "public", methods: [] },
  "/api/health/live": { audience: "public", methods: ["GET"] },
  "/api/health/ready": { audience: "public", methods: ["GET"] },
  "/api/portal/admin/accounts": {
    audience: "admin",
    methods: ["GET", "POST"],
    body: { email: "admin@example.com", name: "Taken", role: "user" },
  },
  "/api/portal/admin/accounts/[userId]": {
    audience: "admin",
    methods: ["POST"],
    body: { role: "platform_admin" },
  },
  "/api/portal/admin/accounts/[userId]/password": { audience: "admin", methods: ["POST"] },
  "/api/portal/admin/audit": { audience: "admin", methods: ["GET"] },
  "/api/portal/admin/audit/export": { audience: "admin", methods: ["GET"] },
  "/api/portal/admin/connection": { audience: "admin", methods: ["GET"] },
  "/api/portal/admin/sync-runs": {
    audience: "admin",
    methods: ["GET", "POST"],
    body: { job: "sync-prices", scope: "" },
  },
  "/api/portal/admin/tenant-choices": { audience: "admin", methods: ["GET"] },
  // Whose agents they are is the service's test.
  "/api/portal/me/agents": { audience: "signed-in", methods: ["GET"] },
  // Would end the sessions that ask; sign-in.spec.ts has it.
  "/api/portal/me/sessions": { audience: "own", methods: [] },
  "/api/portal/me/spending": { audience: "signed-in", methods: ["GET"] },
  "/api/portal/me/spending/history": { audience: "signed-in", methods: ["GET"] },
  "/api/portal/me/spending/refresh": { audience: "own", methods: ["GET", "POST"] },
  ...PEOPLE_ENDPOINTS,
  "/api/portal/admin/tokens": { audience: "admin", methods: ["GET"] },
  "/api/portal/analytics/cli/people": SIGNED_IN,
  "/api/portal/analytics/cli/summary": SIGNED_IN,
  "/api/portal/analytics/leaderboard": SIGNED_IN,
  "/api/portal/analytics/leaderboard/me": { audience: "signed-in", methods: [] },
  "/api/portal/analytics/leaderboard/overview": SIGNED_IN,
  "/api/portal/analytics/leaderboard/people/[personRef]": { audience: "nobody", methods: ["GET"] },
  "/api/portal/analytics/people": SIGNED_IN,
  "/api/portal/analytics/people/[personId]": { audience: "nobody", methods: ["GET"] },
  "/api/portal/analytics/people-spending": SIGNED_IN,
  "/api/portal/analytics/project-spending": SIGNED_IN,
  "/api/portal/analytics/projects": SIGNED_IN,
  "/api/portal/analytics/spending": SIGNED_IN,
  "/api/portal/analytics/summary": SIGNED_IN,
  "/api/portal/analytics/tables/[table]": { audience: "nobody", methods: ["GET"] },
  "/api/portal/analytics/views": {
    audience: "signed-in",
    isOwn: true,
    methods: ["GET", "POST"],
    body: { name: "access test", search: "tab=cli" },
  },
  "/api/portal/analytics/views/[viewId]": { audience: "nobody", isOwn: true, methods: ["DELETE"] },
  "/api/portal/tokens": {
    audience: "signed-in",
    isOwn: true,
    methods: ["GET", "POST"],
    body: { name: "access test", scopes: ["usage:read"], expires_in_days: 1 },
  },
  "/api/portal/tokens/[tokenId]/revoke": { audience: "nobody", isOwn: true, methods: ["POST"] },
  // LiteLLM's own alerts; without the secret there is nothing at this address.
  "/api/hooks/litellm": { audience: "public", methods: [] },
  "/api/portal/alerts": { ...NO_BUDGET, body: { alert_id: NO_ID, action: "acknowledge" } },
  "/api/portal/alerts/channels": {
    ...NO_BUDGET,
    body: { name: "No", kind: "email", tenant_id: "no-such-tenant", target: "no@example.com" },
  },
  "/api/portal/alerts/channels/delete": { ...NO_BUDGET, body: { id: NO_ID } },
  "/api/portal/alerts/channels/test": { ...NO_BUDGET, body: { id: NO_ID } },
  "/api/portal/alerts/deliveries": { ...NO_BUDGET, body: { id: NO_ID } },
  "/api/portal/alerts/rules": {
    ...NO_BUDGET,
    body: {
      ...{ name: "No", scope: "tenant", tenant_id: "no-such-tenant" },
      thresholds: [{ basis: "spent", percent: 50 }],
    },
  },
  "/api/portal/alerts/rules/delete": { ...NO_BUDGET, body: { id: NO_ID } },
  "/api/portal/alerts/unread": { audience: "signed-in", isOwn: true, methods: ["GET", "POST"] },
  "/api/portal/budgets": { audience: "signed-in", methods: ["GET"] },
  "/api/portal/budgets/[tenantId]/[kind]/[entityId]": { audience: "tenant", methods: ["GET"] },
  "/api/portal/budgets/changes": { ...NO_BUDGET, body: { ...NO_TARGET, reason: "A test" } },
  "/api/portal/budgets/preview": { ...NO_BUDGET, body: NO_TARGET },
  "/api/portal/budgets/undo": {
    ...NO_BUDGET,
    body: { batch_id: NO_ID },
  },
  "/api/portal/profiles": { audience: "signed-in", methods: ["GET"] },
  "/api/portal/profiles/[profileId]": { audience: "nobody", methods: ["GET"] },
  "/api/portal/profiles/[profileId]/apply": {
    ...NO_BUDGET,
    body: { targets: NO_TARGET.targets, reason: "A test" },
  },
  "/api/portal/profiles/[profileId]/assign": {
    ...NO_BUDGET,
    body: { targets: [{ kind: "tenant", tenant_id: "no", id: "no" }] },
  },
  "/api/portal/profiles/[profileId]/preview": { audience: "nobody", methods: ["GET"] },
  "/api/portal/profiles/[profileId]/restore": {
    ...NO_BUDGET,
    body: { version: 1, reason: "A test" },
  },
  "/api/portal/profiles/[profileId]/unassign": {
    ...NO_BUDGET,
    body: { targets: [{ kind: "tenant", tenant_id: "no", id: "no" }] },
  },
  "/api/portal/usage": { audience: "signed-in", methods: ["GET"], query: RANGE },
  "/api/portal/usage/[tenantId]": { audience: "tenant", methods: ["GET"] },
  "/api/portal/usage/[tenantId]/budget-alerts": { audience: "tenant", methods: ["GET"] },
  "/api/portal/usage/[tenantId]/by-provider": PANEL,
  "/api/portal/usage/[tenantId]/cost-series": PANEL,
  "/api/portal/usage/[tenantId]/daily": PANEL,
  "/api/portal/usage/[tenantId]/message-volume": PANEL,
  "/api/portal/usage/[tenantId]/payroll": PANEL,
  "/api/portal/usage/[tenantId]/refresh": { audience: "tenant", methods: ["GET", "POST"] },
  "/api/portal/usage/[tenantId]/summary": PANEL,
};

const PAGES: Record<string, Audience> = {
  "/people": "signed-in",
  "/people/[cohortId]": "cohort",
  "/profile": "signed-in",
  "/profile/tokens": "signed-in",
  "/analytics": "signed-in",
  "/sign-in": "public",
  "/alerts": "signed-in",
  "/budgets": "signed-in",
  "/budgets/profiles": "signed-in",
  "/usage": "signed-in",
  "/usage/[tenantId]": "tenant",
  "/admin/accounts": "admin",
  "/admin/audit": "admin",
  "/admin/connection": "admin",
  "/admin/sync": "admin",
  "/admin/tokens": "admin",
};

// The browser reports what the tests ask for on purpose: answers that say no.
test.use({ expectedConsoleErrors: [/status of 40[134]/] });

test("every page and endpoint is in the table", async () => {
  const routes = await listAppRoutes();
  const declared = (kind: string) =>
    routes.filter((route) => route.kind === kind).map((r) => r.path);
  expect(Object.keys(ENDPOINTS).sort()).toEqual(declared("api").sort());
  expect(Object.keys(PAGES).sort()).toEqual(declared("page").sort());
});

for (const area of new Set(Object.keys(ENDPOINTS).map(toArea))) {
  test(`${area}: every endpoint as everybody`, async ({ stack, request }) => {
    const subjects = await findSubjects(stack);
    const routes = Object.entries(ENDPOINTS).filter(([route]) => toArea(route) === area);
    for (const route of routes) {
      for (const method of route[1].methods) {
        await askAsEverybody(request, subjects, route, method);
      }
    }
  });
}

test("a role that is taken away is gone with the next request", async ({ stack, request }) => {
  const db = new pg.Client({ connectionString: stack.databaseUrl });
  await db.connect();
  try {
    const added = await db.query<{ id: string }>(
      `INSERT INTO "user" (id, email, name, role)
       VALUES (gen_random_uuid(), 'leaver@example.com', 'Leaver', 'platform_admin')
       ON CONFLICT (email) DO UPDATE SET role = 'platform_admin' RETURNING id`,
    );
    const cookie = await sessionCookie(stack, added.rows[0]?.id ?? "");
    const ask = () =>
      request.get("/api/portal/admin/sync-runs", {
        headers: { cookie: `${cookie.name}=${cookie.value}` },
      });
    expect((await ask()).status()).toBe(200);
    await db.query(`UPDATE "user" SET role = 'user' WHERE email = 'leaver@example.com'`);
    expect((await ask()).status()).toBe(403);
  } finally {
    await db.query(`DELETE FROM "user" WHERE email = 'leaver@example.com'`);
    await db.end();
  }
});

test("a change asked for by another site is refused", async ({ stack, request }) => {
  const { headers, tenants } = await findSubjects(stack);
  const send = async (extra: Record<string, string>) => {
    const path = `/api/portal/usage/${tenants.own}/refresh`;
    return (await request.post(path, { headers: { ...headers.admin, ...extra } })).status();
  };
  expect(await send({ "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await send({ "sec-fetch-site": "same-site" })).toBe(403);
  expect(await send({ origin: "https://evil.example" })).toBe(403);
  expect(await send({ origin: "null" })).toBe(403);
  expect([202, 429]).toContain(await send({ origin: stack.portalUrl }));
});

test("a body that is too large is refused", async ({ stack, request }) => {
  const { headers } = await findSubjects(stack);
  const data = { name: "x".repeat(70_000), scopes: ["usage:read"], expires_in_days: 1 };
  const send = async (path: string) =>
    (await request.post(path, { headers: headers.user, data })).status();
  expect(await send("/api/portal/tokens")).toBe(400);
  expect(await send("/api/auth/callback/credentials")).toBe(400);
  expect(await send("/api/hooks/litellm?secret=wrong")).toBe(404);
});

test("an empty scope is an empty answer, and a filter never widens one", async ({
  stack,
  request,
}) => {
  const { headers, tenants, otherName } = await findSubjects(stack);
  const db = new pg.Client({ connectionString: stack.databaseUrl });
  await db.connect();
  const agents = await db.query<{ id: string }>("SELECT id FROM agent WHERE tenant_id = $1", [
    tenants.other,
  ]);
  await db.end();
  const list = async (actor: Actor, filter = "") => {
    const path = `/api/portal/usage?${RANGE}${filter}`;
    const answer = await request.get(path, { headers: headers[actor] });
    return ((await answer.json()) as { items: unknown[]; total_cost_usd: number }).items;
  };
  expect(await list("user")).toEqual([]);
  expect(await list("operator")).toHaveLength(stack.operatorTenantIds.length);
  expect(await list("operator", `&q=${encodeURIComponent(otherName)}`)).toEqual([]);
  expect(await list("operator", `&q=${encodeURIComponent(tenants.other)}`)).toEqual([]);
  const path = `/api/portal/usage/${tenants.own}/summary?${RANGE}&agent_id=${agents.rows[0]?.id}`;
  const answer = await request.get(path, { headers: headers.operator });
  expect(await answer.json()).toEqual([]);
});

test("pages show strangers the way to the door, and nobody a name", async ({ stack, request }) => {
  const { headers, tenants, otherName } = await findSubjects(stack);
  for (const [route, audience] of Object.entries(PAGES)) {
    if (audience === "public") continue;
    const path = route.replace("[tenantId]", tenants.other).replace(/\[\w+\]/, NO_ID);
    const door = await request.get(path, { maxRedirects: 0 });
    expect(door.status(), route).toBe(307);
    expect(door.headers().location, route).toContain("/sign-in?next=");
    for (const actor of ["forged", "expired", "disabled", "user", "operator"] as const) {
      const answer = await request.get(path, { headers: headers[actor], maxRedirects: 0 });
      expect(await answer.text(), `${route}, ${actor}`).not.toContain(otherName);
    }
  }
});

test("pages do not show an operator what is not theirs", async ({ page, stack, signIn }) => {
  const { tenants, otherName } = await findSubjects(stack);
  await signIn("operator");
  await page.goto("/usage");
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.getByText(otherName)).toHaveCount(0);
  for (const tenant of [tenants.other, tenants.unknown]) {
    await page.goto(`/usage/${tenant}`);
    await expect(page.getByText(/no such tenant/i).first()).toBeVisible();
    await expect(page).not.toHaveTitle(new RegExp(otherName));
    await expect(page.getByText(otherName)).toHaveCount(0);
  }
});

test("administration is for administrators, and for auditors to read", async ({ page, signIn }) => {
  const paths = Object.keys(PAGES).filter((path) => PAGES[path] === "admin");
  const nothing = page.getByRole("heading", { name: "There is nothing here" });
  await signIn("operator");
  await page.goto("/usage");
  await expect(page.getByRole("link", { name: "Sync" })).toHaveCount(0);
  for (const path of paths) {
    await page.goto(path);
    await expect(nothing, path).toBeVisible();
  }
  await signIn("auditor");
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 }), path).toBeVisible();
    await expect(nothing, path).toHaveCount(0);
    const writes = page.getByRole("button", { name: /^(Run|Revoke|Change|New account)\b/ });
    await expect(writes, path).toHaveCount(0);
  }
});
