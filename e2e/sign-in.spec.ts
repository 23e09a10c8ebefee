import { randomUUID } from "node:crypto";
import pg from "pg";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "./demo-accounts";
import { expect, sessionCookie, test } from "./fixtures";

// The browser reports each refused sign-in.
test.use({ expectedConsoleErrors: [/status of 401/] });

test("a wrong password is refused in the same words as an unknown account", async ({ page }) => {
  await page.goto("/sign-in");
  const words: string[] = [];
  for (const email of [DEMO_ACCOUNTS.user.email, "nobody@example.com"]) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
    const alert = page.getByRole("alert").filter({ hasText: /\w/ });
    await expect(alert).toBeVisible();
    words.push(await alert.innerText());
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
  }
  expect(words[0]).toBe(words[1]);
});

test("too many failures close the door for a while, even for the right password", async ({
  page,
}) => {
  await page.goto("/sign-in");
  const tryToSignIn = async (password: string) => {
    await page.getByLabel("E-mail").fill("throttled@example.com");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  };
  for (let attempt = 0; attempt < 6; attempt += 1) await tryToSignIn(`wrong ${attempt}`);
  await expect(page.getByText(/Too many failed attempts/)).toBeVisible();
});

test("signing in leads back to the page that was asked for, never to another site", async ({
  page,
}) => {
  for (const [next, expected] of [
    ["/usage?range=7d", /\/usage\?range=7d$/],
    ["//evil.example/usage", /\/usage$/],
  ] as const) {
    await page.context().clearCookies();
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel("E-mail").fill(DEMO_ACCOUNTS.operator.email);
    await page.getByLabel("Password").fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(expected);
  }
});

test("whoever is signed in is led on, and a typed password can be looked at", async ({
  page,
  signIn,
}) => {
  await page.goto("/sign-in");
  const password = page.getByLabel("Password");
  await password.fill("seen");
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(password).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Hide password" }).click();
  await expect(password).toHaveAttribute("type", "password");
  await signIn("operator");
  await page.goto("/sign-in?next=%2Fbudgets");
  await expect(page).toHaveURL(/\/budgets$/);
});

test("signing out ends the session, for copies of its cookie too", async ({
  page,
  context,
  request,
  signIn,
}) => {
  await signIn("operator");
  const [cookie] = await context.cookies();
  const headers = { cookie: `${cookie?.name}=${cookie?.value}` };
  const readWithCopy = async () => (await request.get("/api/portal/tokens", { headers })).status();
  await page.goto("/usage");
  expect(await readWithCopy()).toBe(200);
  await page.getByRole("button", { name: new RegExp(DEMO_ACCOUNTS.operator.name) }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/usage");
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await readWithCopy()).toBe(401);
});

test("signing out everywhere ends the sessions on other devices", async ({
  page,
  context,
  request,
  stack,
}) => {
  const id = randomUUID();
  const db = new pg.Client({ connectionString: stack.databaseUrl });
  await db.connect();
  await db.query(`INSERT INTO "user" (id, email, name) VALUES ($1, $2, 'Everywhere')`, [
    id,
    `everywhere-${id}@example.com`,
  ]);
  await db.end();
  const other = await sessionCookie(stack, id);
  const headers = { cookie: `${other.name}=${other.value}` };
  const readThere = async () => (await request.get("/api/portal/tokens", { headers })).status();
  await context.addCookies([await sessionCookie(stack, id)]);
  await page.goto("/profile");
  expect(await readThere()).toBe(200);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await readThere()).toBe(401);
});
