import pg from "pg";
import { findSubjects, type Actor } from "./access-actors";
import { expect, sessionCookie, test } from "./fixtures";
import { listAppRoutes, METHODS } from "./route-inventory";

const RANGE = "start_date=2026-01-01&end_date=2026-01-07";

// The browser reports what the tests ask for on purpose: answers that say no.
test.use({ expectedConsoleErrors: [/status of 40[134]/] });

test("a method that an endpoint does not export is refused", async ({ stack, request }) => {
  const { headers, tenants } = await findSubjects(stack);
  for (const { kind, path, methods } of await listAppRoutes()) {
    const address = path.replace("[...nextauth]", "csrf").replace(/\[\w+\]/g, tenants.own);
    for (const method of kind === "page" ? [] : METHODS.filter((one) => !methods.includes(one))) {
      const answer = await request.fetch(address, { method, headers: headers.admin });
      expect.soft(answer.status(), `${method} ${path}`).toBe(405);
    }
  }
});

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
