import type { Page } from "@playwright/test";
import pg from "pg";
import { expect, test } from "./fixtures";
import type { KnownPerson, Lie } from "./upstream/identity/people";

// The browser reports what is refused on purpose.
test.use({ expectedConsoleErrors: [/status of 401/] });

const BUTTON = "Continue with Example SSO";

function toPerson(login: string, values: Partial<KnownPerson> = {}): KnownPerson {
  return {
    email: `${login}@example.com`,
    isEmailVerified: true,
    name: `Person ${login}`,
    groups: [],
    ...values,
  };
}

/** The way to the identity provider and back, as a person takes it. */
async function signInAs(page: Page, login: string, next = "/usage"): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByRole("button", { name: BUTTON }).click();
  await page.getByLabel("Login").fill(login);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Asks for what administrators alone may see, with the session and with a new API token of its owner. */
async function askAs(page: Page) {
  const created = await page.request.post("/api/portal/tokens", {
    data: { name: "laptop", scopes: ["admin:read"], expires_in_days: 1 },
  });
  const { secret } = (await created.json()) as { secret: string };
  const path = "/api/portal/admin/sync-runs";
  const headers = { authorization: `Bearer ${secret}` };
  return {
    session: async () => (await page.request.get(path)).status(),
    token: async () => (await page.request.get(path, { headers })).status(),
  };
}

async function hasSession(page: Page): Promise<boolean> {
  const cookies = await page.context().cookies();
  return cookies.some(({ name }) => name.endsWith("next-auth.session-token"));
}

test("somebody signs in with the code flow and PKCE and gets what the groups give", async ({
  page,
  stack,
  identity,
}) => {
  const [own = ""] = stack.operatorTenantIds;
  const olga = toPerson("sso-olga", { groups: [`ai-ops:${own}`, "lunch-club"] });
  await identity.setPeople({ "sso-olga": olga });
  const asked = page.waitForRequest((request) =>
    request.url().startsWith(`${stack.identityUrl}/auth`),
  );
  await signInAs(page, "sso-olga", "/usage?range=7d");
  const search = new URL((await asked).url()).searchParams;
  expect(search.get("response_type")).toBe("code");
  expect(search.get("code_challenge_method")).toBe("S256");
  for (const name of ["code_challenge", "state", "nonce"]) {
    expect(search.get(name), name).toMatch(/^[\w-]{20,}$/);
  }
  await expect(page).toHaveURL(/\/usage\?range=7d$/);
  await expect(page.getByRole("button", { name: /Person sso-olga/ })).toContainText("Operator");
  const listTenants = async () => {
    const answer = await page.request.get(
      "/api/portal/usage?start_date=2026-01-01&end_date=2026-01-07",
    );
    const { items } = (await answer.json()) as { items: { tenant_id: string }[] };
    return items.map((tenant) => tenant.tenant_id);
  };
  expect(await listTenants()).toEqual([own]);

  await identity.setPeople({ "sso-olga": { ...olga, groups: [] } });
  await signInAs(page, "sso-olga");
  await expect(page.getByRole("button", { name: /Person sso-olga/ })).toContainText("User");
  expect(await listTenants()).toEqual([]);
});

test.describe("a right that is gone", () => {
  // What may not be seen is not there, and the browser says so.
  test.use({ expectedConsoleErrors: [/status of 404/] });

  test("a group that the issuer takes away is gone with the next request of page, endpoint and token", async ({
    page,
    stack,
    identity,
  }) => {
    const ada = toPerson("sso-ada", { groups: ["ai-admins"] });
    await identity.setPeople({ "sso-ada": ada });
    await signInAs(page, "sso-ada");
    await expect(page.getByRole("button", { name: /Person sso-ada/ })).toBeVisible();
    const db = new pg.Client({ connectionString: stack.databaseUrl });
    await db.connect();
    const asked = await askAs(page);
    /** Lets the second pass in which requests share a reading. */
    const pass = () =>
      db.query(`UPDATE claim_session SET checked_at = checked_at - interval '1 second'
              WHERE subject = 'sso-ada'`);
    const change = async (groups: string[]) => {
      await identity.setPeople({ "sso-ada": { ...ada, groups } });
      await pass();
    };
    try {
      // Nothing asks but what this test sends.
      await page.goto("about:blank");
      expect([await asked.session(), await asked.token()]).toEqual([200, 200]);
      await change([]);
      expect(await asked.session()).toBe(403);
      await change(["ai-admins"]);
      expect(await asked.session()).toBe(200);
      await change([]);
      expect(await asked.token()).toBe(403);
      await change(["ai-admins"]);
      await page.goto("/admin/sync");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Sync/);
      await page.goto("about:blank");
      expect(await asked.session()).toBe(200);
      await change([]);
      await page.goto("/admin/sync");
      await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();

      const stored = await db.query<{ tokens: string }>("SELECT tokens FROM claim_session");
      for (const { tokens } of stored.rows) expect(tokens).toMatch(/^sealed:v1:/);
      await page.goto("about:blank");
      await change(["ai-admins"]);
      expect(await asked.session()).toBe(200);
      await identity.removePerson("sso-ada");
      await pass();
      expect([await asked.session(), await asked.token()]).toEqual([401, 403]);
      await page.goto("/usage");
      await expect(page).toHaveURL(/\/sign-in/);
    } finally {
      await db.end();
    }
  });
});

test("a token that was not made for this sign-in lets nobody in", async ({ page, identity }) => {
  await identity.setPeople({ "sso-lied-about": toPerson("sso-lied-about") });
  const lies: Lie[] = ["wrong-audience", "expired", "wrong-nonce", "wrong-key"];
  try {
    for (const lie of lies) {
      await identity.setLie(lie);
      await signInAs(page, "sso-lied-about");
      await expect(page.getByText(/identity provider failed/), lie).toBeVisible();
      expect(await hasSession(page), lie).toBe(false);
    }
  } finally {
    await identity.setLie("none");
  }
  await signInAs(page, "sso-lied-about");
  await expect(page).toHaveURL(/\/usage$/);
});

test("whoever may not come in is told why", async ({ page, stack, identity }) => {
  await identity.setPeople({
    "sso-unverified": toPerson("sso-unverified", {
      email: "admin@example.com",
      isEmailVerified: false,
    }),
    "sso-leaver": toPerson("sso-leaver"),
  });
  await signInAs(page, "sso-unverified");
  await expect(page.getByText(/has not verified your e-mail/)).toBeVisible();
  expect(await hasSession(page)).toBe(false);

  await signInAs(page, "nobody-there");
  await expect(page.getByText(/identity provider failed/)).toBeVisible();

  await signInAs(page, "sso-leaver");
  await expect(page).toHaveURL(/\/usage$/);
  const db = new pg.Client({ connectionString: stack.databaseUrl });
  await db.connect();
  try {
    await db.query(`UPDATE "user" SET is_disabled = true WHERE email = 'sso-leaver@example.com'`);
    const answer = await page.request.get("/api/portal/tokens");
    expect(answer.status()).toBe(401);
    await signInAs(page, "sso-leaver");
    await expect(page.getByText(/may not sign in/)).toBeVisible();
  } finally {
    await db.query(`UPDATE "user" SET is_disabled = false WHERE email = 'sso-leaver@example.com'`);
    await db.end();
  }
});

test("GitHub lets in its organization's members and nobody else, and is asked again", async ({
  page,
  identity,
}) => {
  await identity.setPeople({
    "gh-member": toPerson("gh-member", { groups: ["example-org"] }),
    "gh-stranger": toPerson("gh-stranger", { groups: ["other-org"] }),
  });
  const signInAtGitHub = async (login: string) => {
    await identity.setGitHubLogin(login);
    await page.context().clearCookies();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: /Continue with GitHub at/ }).click();
  };
  await signInAtGitHub("gh-stranger");
  await expect(page.getByText(/You have no account here/)).toBeVisible();
  await signInAtGitHub("gh-member");
  await expect(page).toHaveURL(/\/usage$/);
  await expect(page.getByRole("button", { name: /Person gh-member/ })).toContainText("User");

  const ask = async () => (await page.request.get("/api/portal/admin/sync-runs")).status();
  const join = (...groups: string[]) =>
    identity.setPeople({ "gh-member": toPerson("gh-member", { groups }) });
  expect(await ask()).toBe(403);
  await join("example-org", "ai-audit");
  await expect.poll(ask).toBe(200);
  await join("example-org");
  await expect.poll(ask).toBe(403);
});
