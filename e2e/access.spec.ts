import { encode } from "next-auth/jwt";
import pg from "pg";
import { DEMO_ACCOUNTS } from "./demo-accounts";
import {
  ACTORS,
  NOBODY,
  PEOPLE_ENDPOINTS,
  TENANTS,
  toCohortStatus,
  type Actor,
  type Audience,
  type RouteRule,
  type Tenant,
} from "./access-rules";
import { expect, sessionCookie, test } from "./fixtures";
import { listAppRoutes } from "./route-inventory";
import type { StackAddresses } from "./stack-file";

const RANGE = "start_date=2026-01-01&end_date=2026-01-07";
/** Everybody may ask; what is answered is filtered by who asks (analytics-access.spec.ts). */
const SIGNED_IN: RouteRule = { audience: "signed-in", methods: ["GET"] };
const PANEL: RouteRule = { audience: "tenant", methods: ["GET"], query: RANGE };

/** Writes to a budget that does not exist: whoever may write at all learns just that. */
const NO_BUDGET = { audience: "nobody", methods: ["POST"] } as const;
const NO_ID = "00000000-0000-7000-8000-000000000000";
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
  "/api/portal/admin/accounts": { audience: "admin", methods: ["GET"] },
  "/api/portal/admin/accounts/[userId]": { audience: "admin", methods: [] },
  "/api/portal/admin/accounts/[userId]/password": { audience: "admin", methods: [] },
  "/api/portal/admin/audit": { audience: "admin", methods: ["GET"] },
  "/api/portal/admin/audit/export": { audience: "admin", methods: ["GET"] },
  "/api/portal/admin/connection": { audience: "admin", methods: ["GET"] },
  "/api/portal/admin/sync-runs": {
    audience: "admin",
    methods: ["GET", "POST"],
    body: { job: "sync-prices", scope: "" },
  },
  "/api/portal/admin/tenant-choices": { audience: "admin", methods: ["GET"] },
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

interface Subjects {
  cookies: Record<Actor, string | null>;
  tenants: Record<Tenant, string>;
  /** The operator's own is shared with, not owned by, the operator. */
  cohorts: Record<Tenant, string>;
  /** Somebody in the shared cohort. */
  personId: string;
  otherName: string;
}

async function makeCookies(stack: StackAddresses, db: pg.Client): Promise<Subjects["cookies"]> {
  const found = await db.query<{ id: string; email: string }>('SELECT id, email FROM "user"');
  const idOf = (email: string) => found.rows.find((row) => row.email === email)?.id ?? "";
  const disabled = await db.query<{ id: string }>(
    `INSERT INTO "user" (id, email, name, role, is_disabled)
     VALUES (gen_random_uuid(), 'disabled@example.com', 'Disabled', 'platform_admin', true)
     ON CONFLICT (email) DO UPDATE SET is_disabled = true RETURNING id`,
  );
  const toCookie = async (userId: string) => (await sessionCookie(stack, userId)).value;
  const adminId = idOf(DEMO_ACCOUNTS.platform_admin.email);
  return {
    stranger: null,
    forged: await encode({ token: { sub: adminId }, secret: "a secret that is not the portal's" }),
    expired: await encode({ token: { sub: adminId }, secret: stack.authSecret, maxAge: -60 }),
    disabled: await toCookie(disabled.rows[0]?.id ?? ""),
    user: await toCookie(idOf(DEMO_ACCOUNTS.user.email)),
    operator: await toCookie(idOf(DEMO_ACCOUNTS.operator.email)),
    auditor: await toCookie(idOf(DEMO_ACCOUNTS.auditor.email)),
    admin: await toCookie(adminId),
  };
}

const OTHER_COHORT = "018f0000-0000-7000-8000-00000000c0de";
const NO_COHORT = "018f0000-0000-7000-8000-000000000000";

async function findSubjects(stack: StackAddresses): Promise<Subjects> {
  const db = new pg.Client({ connectionString: stack.databaseUrl });
  await db.connect();
  try {
    const others = await db.query<{ id: string; name: string }>(
      "SELECT id, name FROM tenant WHERE id <> ALL($1) ORDER BY name LIMIT 1",
      [stack.operatorTenantIds],
    );
    const [own] = stack.operatorTenantIds;
    const [other] = others.rows;
    if (!own || !other) throw new Error("The stack has too few tenants");
    const cohorts = await db.query<{ id: string; person_id: string }>(
      `SELECT c.id, m.person_id FROM cohort c JOIN cohort_member m ON m.cohort_id = c.id
       WHERE c.name = 'Autumn bootcamp' LIMIT 1`,
    );
    const [shared] = cohorts.rows;
    if (!shared) throw new Error("The stack has no cohort");
    await db.query(
      `INSERT INTO cohort (id, name, owner_id)
       SELECT $1::uuid, 'Not shared', id FROM "user" WHERE email = $2 ON CONFLICT DO NOTHING`,
      [OTHER_COHORT, DEMO_ACCOUNTS.platform_admin.email],
    );
    return {
      cohorts: { own: shared.id, other: OTHER_COHORT, unknown: NO_COHORT },
      personId: shared.person_id,
      cookies: await makeCookies(stack, db),
      tenants: { own, other: other.id, unknown: "no-such-tenant" },
      otherName: other.name,
    };
  } finally {
    await db.end();
  }
}

function toExpectedStatus(actor: Actor, rule: RouteRule, method: string, tenant: Tenant): number[] {
  if (rule.audience === "public") return [200];
  if (NOBODY.includes(actor)) return [401];
  // One's own things; a refresh may be refused for coming too soon.
  if (rule.audience === "own") return [200, 202, 429];
  const isReader = actor === "admin" || actor === "auditor";
  if (actor === "auditor" && method !== "GET" && !rule.isOwn) return [403];
  if (rule.audience === "nobody") return [404];
  if (rule.audience === "admin") return isReader ? [200, 202] : [403];
  if (rule.audience === "signed-in") return [200, 201];
  if (rule.audience === "makers") {
    return method === "GET" || actor !== "user" ? [200, 201] : [403];
  }
  if (rule.audience === "cohort") return toCohortStatus(actor, rule, method, tenant);
  const isVisible =
    (isReader && tenant !== "unknown") || (actor === "operator" && tenant === "own");
  // A refresh may be refused for coming too soon after another test's; that is after the guard.
  return isVisible ? [200, 202, 429] : [404];
}

test("every page and endpoint is in the table", async () => {
  const routes = await listAppRoutes();
  const declared = (kind: string) =>
    routes.filter((route) => route.kind === kind).map((r) => r.path);
  expect(Object.keys(ENDPOINTS).sort()).toEqual(declared("api").sort());
  expect(Object.keys(PAGES).sort()).toEqual(declared("page").sort());
});

for (const [route, rule] of Object.entries(ENDPOINTS)) {
  for (const method of rule.methods) {
    test(`${method} ${route} as everybody`, async ({ stack, request }) => {
      const { cookies, tenants, cohorts, personId } = await findSubjects(stack);
      const targets = /\[(?:tenantId|cohortId)\]/.test(route) ? TENANTS : (["own"] as const);
      const hiddenAnswers = new Set<string>();
      for (const actor of ACTORS) {
        for (const tenant of targets) {
          const address = route
            .replace("[kind]", "tenant")
            .replace("[cohortId]", cohorts[tenant])
            .replace("[personId]", encodeURIComponent(personId))
            .replace(/\[tenantId\]|\[entityId\]/g, tenants[tenant]);
          const cookie = cookies[actor];
          const answer = await request.fetch(`${address}${rule.query ? `?${rule.query}` : ""}`, {
            method,
            headers: cookie ? { cookie: `next-auth.session-token=${cookie}` } : {},
            ...(method === "POST" ? { data: rule.body ?? {} } : {}),
          });
          const expected = toExpectedStatus(actor, rule, method, tenant);
          expect(expected, `${actor}, ${tenant}`).toContain(answer.status());
          const isHidden = answer.status() === 404 && expected.length === 1;
          if (isHidden) hiddenAnswers.add(await answer.text());
        }
      }
      // What is hidden and what does not exist must not be told apart.
      expect(hiddenAnswers.size).toBeLessThanOrEqual(1);
    });
  }
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
  const { cookies, tenants } = await findSubjects(stack);
  const answer = await request.post(`/api/portal/usage/${tenants.own}/refresh`, {
    headers: {
      cookie: `next-auth.session-token=${cookies.admin ?? ""}`,
      "sec-fetch-site": "cross-site",
    },
  });
  expect(answer.status()).toBe(403);
});

test("pages show strangers the way to the door", async ({ page }) => {
  for (const [route, audience] of Object.entries(PAGES)) {
    if (audience === "public") continue;
    await page.goto(route.replace(/\[\w+\]/, "any"));
    await expect(page, route).toHaveURL(/\/sign-in/);
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
test("administration is not for operators", async ({ page, signIn }) => {
  await signIn("operator");
  await page.goto("/usage");
  await expect(page.getByRole("link", { name: "Sync" })).toHaveCount(0);
  for (const path of ["/admin/sync", "/admin/connection", "/admin/tokens"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  }
});
