import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "./demo-accounts";
import { expect, test } from "./fixtures";

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

test("signing out ends the session", async ({ page, signIn }) => {
  await signIn("operator");
  await page.goto("/usage");
  await page.getByRole("button", { name: new RegExp(DEMO_ACCOUNTS.operator.name) }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/usage");
  await expect(page).toHaveURL(/\/sign-in/);
});
