import { randomUUID } from "node:crypto";
import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";
import pg from "pg";
import { findSubjects, NO_ID } from "./access-actors";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, type DemoRole } from "./demo-accounts";
import { expect, test } from "./fixtures";
import { listAppRoutes } from "./route-inventory";
import type { StackAddresses } from "./stack-file";

type Subject = "own" | "other" | "unknown";

const ROLES = ["user", "operator", "auditor", "platform_admin"] as const;
const SUBJECTS = ["own", "other", "unknown"] as const satisfies Subject[];
const NOTHING = /There is nothing here|No such tenant|No such cohort/;

/** Of whose things a page is shown, by role. */
type Audience = Record<DemoRole, readonly Subject[]>;

const EVERYBODY: Audience = {
  user: SUBJECTS,
  operator: SUBJECTS,
  auditor: SUBJECTS,
  platform_admin: SUBJECTS,
};
const READERS: Audience = { ...EVERYBODY, user: [], operator: [] };
const SHARED: Audience = {
  user: [],
  operator: ["own"],
  auditor: ["own", "other"],
  platform_admin: ["own", "other"],
};

const PAGES: Record<string, Audience> = {
  "/admin/accounts": READERS,
  "/admin/audit": READERS,
  "/admin/connection": READERS,
  "/admin/sync": READERS,
  "/admin/tokens": READERS,
  "/alerts": EVERYBODY,
  "/analytics": EVERYBODY,
  "/coding": EVERYBODY,
  "/budgets": EVERYBODY,
  "/budgets/profiles": EVERYBODY,
  "/budgets/profiles/[profileId]": SHARED,
  "/people": EVERYBODY,
  "/people/[cohortId]": SHARED,
  "/profile": EVERYBODY,
  "/profile/tokens": EVERYBODY,
  "/usage": EVERYBODY,
  "/usage/[tenantId]": SHARED,
};

interface Places {
  tenants: Record<Subject, string>;
  cohorts: Record<Subject, string>;
  profiles: Record<Subject, string>;
  /** What only those may read who may see what is not the operator's. */
  otherNames: string[];
}

async function withDatabase<T>(stack: StackAddresses, act: (db: pg.Client) => Promise<T>) {
  const db = new pg.Client({ connectionString: stack.databaseUrl });
  await db.connect();
  try {
    return await act(db);
  } finally {
    await db.end();
  }
}

/** The operator's tenant and cohort, somebody else's, nobody's; `act` may use them until it ends. */
async function withPlaces(stack: StackAddresses, act: (places: Places) => Promise<void>) {
  const { tenants, otherName } = await findSubjects(stack);
  const other = { id: randomUUID(), name: `Closed circle ${randomUUID()}` };
  await withDatabase(stack, async (db) => {
    const shared = await db.query<{ id: string }>("SELECT cohort_id AS id FROM cohort_share");
    await db.query(
      `INSERT INTO cohort (id, name, owner_id) SELECT $1, $2, id FROM "user" WHERE email = $3`,
      [other.id, other.name, DEMO_ACCOUNTS.platform_admin.email],
    );
    const profiles = { own: randomUUID(), other: randomUUID(), unknown: NO_ID };
    for (const subject of ["own", "other"] as const) {
      await db.query(
        `WITH made AS (INSERT INTO budget_profile (id, name, is_for_all_tenants, tenant_ids)
           VALUES ($1, $2, false, $3) RETURNING id)
         INSERT INTO budget_profile_version (profile_id, version, rules, reason, author)
         SELECT id, 1, $4, 'Access test', 'access test' FROM made`,
        [profiles[subject], `Rules ${profiles[subject]}`, [tenants[subject]], PROFILE_RULES],
      );
    }
    try {
      const cohorts = { own: shared.rows[0]?.id ?? "", other: other.id, unknown: NO_ID };
      await act({ tenants, cohorts, profiles, otherNames: [otherName, other.name] });
    } finally {
      await db.query("DELETE FROM cohort WHERE id = $1", [other.id]);
      const made = [profiles.own, profiles.other];
      // Their versions are append-only.
      await db.query("UPDATE budget_profile SET is_archived = true WHERE id = ANY($1)", [made]);
    }
  });
}

const PROFILE_RULES = JSON.stringify({
  ...{ limit_usd: 5, soft_limit_usd: null, duration: null, thresholds: [], channel_ids: [] },
});

const toAddress = (route: string, places: Places, subject: Subject) =>
  route
    .replace("[tenantId]", places.tenants[subject])
    .replace("[cohortId]", places.cohorts[subject])
    .replace("[profileId]", places.profiles[subject]);

// The browser reports what is asked for on purpose: answers that say no.
test.use({ expectedConsoleErrors: [/status of 40[0134]/] });

test("every page is in the table", async () => {
  const routes = await listAppRoutes();
  const pages = routes.filter(({ kind }) => kind === "page").map(({ path }) => path);
  expect([...Object.keys(PAGES), "/sign-in"].sort()).toEqual(pages.sort());
});

for (const role of ROLES) {
  test(`every page as ${role}: what is theirs, and nothing of others`, async ({
    page,
    stack,
    signIn,
  }) => {
    await signIn(role);
    await withPlaces(stack, async (places) => {
      for (const [route, audience] of Object.entries(PAGES)) {
        for (const subject of route.includes("[") ? SUBJECTS : (["own"] as const)) {
          const asked = `${route} as ${role}, ${subject}`;
          await page.goto(toAddress(route, places, subject));
          const nothing = page.getByRole("heading", { level: 1, name: NOTHING });
          if (audience[role].includes(subject)) {
            await expect(page.getByRole("heading", { level: 1 }).first(), asked).toBeVisible();
            await expect(nothing, asked).toBeHidden();
          } else {
            await expect(nothing, asked).toBeVisible();
          }
          if (role === "user" || role === "operator") await expectWithout(page, places.otherNames);
          if (role === "auditor") await expectWithoutWrites(page, asked);
        }
      }
    });
  });
}

/** Neither to be read nor in what the page was sent with. */
async function expectWithout(page: Page, names: readonly string[]): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  const html = await page.locator("html").innerHTML();
  for (const name of names) expect(html.includes(name), `${page.url()}: ${name}`).toBe(false);
}

async function expectWithoutWrites(page: Page, asked: string): Promise<void> {
  if (!asked.startsWith("/admin/")) return;
  const writes = page.getByRole("button", { name: /^(Run|Revoke|Change|New account)\b/ });
  await expect(writes, asked).toHaveCount(0);
}

test("pages show strangers the way to the door, and nobody a name", async ({ stack, request }) => {
  const { headers, tenants, otherName } = await findSubjects(stack);
  for (const route of Object.keys(PAGES)) {
    const path = route.replace("[tenantId]", tenants.other).replace(/\[\w+\]/, NO_ID);
    const door = await request.get(path, { maxRedirects: 0 });
    expect(door.status(), route).toBe(307);
    expect(door.headers().location, route).toContain("/sign-in?next=");
    for (const actor of ["forged", "expired", "disabled"] as const) {
      const answer = await request.get(path, { headers: headers[actor], maxRedirects: 0 });
      expect(await answer.text(), `${route}, ${actor}`).not.toContain(otherName);
    }
  }
});

test.describe("another person in the same browser", () => {
  const A = DEMO_ACCOUNTS.operator;
  const B = DEMO_ACCOUNTS.user;
  const RANGE = "start_date=2026-01-01&end_date=2026-01-07";

  async function enter(page: Page, { email }: { email: string }): Promise<void> {
    await page.goto("/sign-in?next=%2Fprofile");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/profile$/);
  }

  /** Every address that is read, with the operator's own things where it names one. */
  async function listReads(places: Places): Promise<string[]> {
    const routes = await listAppRoutes();
    return routes
      .filter(({ path, methods }) => path.startsWith("/api/portal") && methods.includes("GET"))
      .map(({ path }) => `${toAddress(path, places, "own").replace(/\[\w+\]/g, NO_ID)}?${RANGE}`);
  }

  /** As a page would ask; the browser may answer by its cache, revalidate with the ETag, or both. */
  const readInBrowser = (page: Page, addresses: readonly string[], cache: RequestCache) =>
    page.evaluate(
      (ask) =>
        Promise.all(
          ask.addresses.map(async (address) => (await fetch(address, { cache: ask.cache })).text()),
        ),
      { addresses, cache },
    );

  async function readFresh(
    request: APIRequestContext,
    context: BrowserContext,
    addresses: readonly string[],
  ) {
    const cookies = await context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    // A connection that was kept from the last round may be closed by the server just as it is used again.
    const headers = { cookie, connection: "close" };
    const answers = addresses.map((address) => request.get(address, { headers }));
    return Promise.all((await Promise.all(answers)).map((answer) => answer.text()));
  }

  test("gets no answer that the cache has of the one before", async ({
    page,
    context,
    stack,
    request,
  }) => {
    await withPlaces(stack, async (places) => {
      const addresses = await listReads(places);
      await enter(page, A);
      const ofA = await readInBrowser(page, addresses, "default");
      await context.clearCookies();
      await enter(page, B);
      for (const cache of ["default", "no-cache"] as const) {
        const ofB = await readInBrowser(page, addresses, cache);
        const fresh = await readFresh(request, context, addresses);
        const kept = addresses.filter((_, at) => ofB[at] === ofA[at] && ofB[at] !== fresh[at]);
        expect(kept, cache).toEqual([]);
        // What is asked for does differ by person, or this would show nothing.
        expect(ofA.filter((text, at) => text !== fresh[at]).length).toBeGreaterThan(15);
      }
    });
  });

  test("sees no page of the one before, by its address or by going back", async ({
    page,
    stack,
  }) => {
    await withPlaces(stack, async (places) => {
      // On every page of A's; what A's tenants are called may be in the agents that are B's own.
      const ofA = [A.email, A.name];
      const addresses = Object.keys(PAGES)
        .filter((route) => PAGES[route]?.operator.includes("own"))
        .map((route) => toAddress(route, places, "own"));
      await enter(page, A);
      for (const address of addresses) await page.goto(address);
      await page.getByRole("button", { name: new RegExp(A.name) }).click();
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await expect(page).toHaveURL(/\/sign-in/);
      await enter(page, B);
      for (let step = 0; step < addresses.length + 2; step += 1) {
        await page.goBack();
        await expectWithout(page, ofA);
      }
      for (const address of addresses) {
        await page.goto(address);
        await expect(page.getByRole("button", { name: new RegExp(B.name) })).toBeVisible();
        await expectWithout(page, ofA);
      }
    });
  });
});
