import { networkInterfaces } from "node:os";
import type { Page } from "@playwright/test";
import { DEMO_ACCOUNTS } from "./demo-accounts";
import { expect, test } from "./fixtures";
import { waitUntilRead } from "./page-parts";

// What the policy refuses is reported in the console, and so are refused requests.
test.use({ expectedConsoleErrors: [/Content Security Policy|status of 40[13]/] });

const PAGES = [
  "/sign-in",
  "/usage",
  "/profile/tokens",
  "/admin/accounts",
  "/no-such-page",
] as const;

/** Puts markup into a page's HTML on its way to the browser, as a hole in the escaping would. */
async function injectInto(page: Page, path: string, markup: string): Promise<void> {
  await page.route(
    (url) => url.pathname === path,
    async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace("</body>", `${markup}</body>`);
      await route.fulfill({ response: answer, body });
    },
  );
}

function wasRun(page: Page): Promise<boolean> {
  return page.evaluate(() => "pwned" in window);
}

test("no script runs that the portal did not write", async ({ page, signIn }) => {
  await signIn("platform_admin");
  const markup = [
    "<script>window.pwned = 'inline'</script>",
    "<script nonce=''>window.pwned = 'empty nonce'</script>",
    "<img src='data:image/gif;base64,AAAA' onerror=\"window.pwned = 'attribute'\">",
    "<script src='data:text/javascript,window.pwned=1'></script>",
  ].join("");
  await injectInto(page, "/usage", markup);
  await page.goto("/usage");
  await waitUntilRead(page);
  expect(await wasRun(page)).toBe(false);
  // A script that finds its way into the document later is no better.
  const refused = page.waitForEvent("console", (message) =>
    message.text().includes("Security Policy"),
  );
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.pwned = 'appended'";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", "<b onclick='window.pwned = 1' id='trap'>x</b>");
    document.getElementById("trap")?.click();
  });
  await refused;
  expect(await wasRun(page)).toBe(false);
});

test.describe("with nothing injected", () => {
  test.use({ expectedConsoleErrors: [/status of 40[134]/] });

  test("pages run under the policy, each answer with a nonce of its own", async ({
    page,
    signIn,
  }) => {
    await signIn("platform_admin");
    const nonces = new Set<string>();
    for (const path of PAGES) {
      const answer = await page.goto(path);
      const policy = answer?.headers()["content-security-policy"] ?? "";
      const scripts = policy.split("; ").find((part) => part.startsWith("script-src "));
      expect(scripts, path).toMatch(/'nonce-[\w+/=]{20,}'/);
      expect(scripts, path).not.toMatch(/unsafe|data:|https?:|\*/);
      expect(policy, path).toContain("frame-ancestors 'none'");
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
      nonces.add(nonce);
      const html = (await answer?.text()) ?? "";
      const inline = html.match(/<script(?![^>]*\ssrc=)[^>]*>/g) ?? [];
      expect(inline.length, path).toBeGreaterThan(0);
      for (const tag of inline) expect(tag, path).toContain(`nonce="${nonce}"`);
    }
    expect(nonces.size).toBe(PAGES.length);
  });

  test("every answer carries the headers that keep it where it belongs", async ({ request }) => {
    for (const path of [
      "/sign-in",
      "/api/portal/usage",
      "/api/health/live",
      "/manifest.webmanifest",
    ]) {
      const headers = (await request.get(path)).headers();
      expect(headers["x-content-type-options"], path).toBe("nosniff");
      expect(headers["x-frame-options"], path).toBe("DENY");
      expect(headers["referrer-policy"], path).toBe("same-origin");
      expect(headers["permissions-policy"], path).toContain("camera=()");
      expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
      // Plain http must not pin https.
      expect(headers["strict-transport-security"], path).toBeUndefined();
    }
  });

  test("whoever came over TLS is told to stay there, by pages and endpoints alike", async ({
    request,
  }) => {
    for (const path of ["/sign-in", "/usage", "/api/portal/usage", "/api/health/live"]) {
      const ask = async (headers: Record<string, string>) =>
        (await request.get(path, { headers, maxRedirects: 0 })).headers();
      const pin = (await ask({ "x-forwarded-proto": "https" }))["strict-transport-security"];
      expect(pin, path).toBe("max-age=31536000; includeSubDomains");
      const plain = await ask({ "x-forwarded-proto": "http" });
      expect(plain["strict-transport-security"], path).toBeUndefined();
    }
  });

  test("the theme is set before the first paint", async ({ page, signIn }) => {
    await signIn("operator");
    await page.addInitScript(() => localStorage.setItem("theme", "dark"));
    await page.goto("/usage");
    await expect(page.locator("html")).toHaveClass(/dark/);
    await page.getByRole("button", { name: new RegExp(DEMO_ACCOUNTS.operator.name) }).click();
    await page.getByRole("menuitemradio", { name: "Light" }).click();
    await expect(page.locator("html")).not.toHaveClass(/dark/);
  });
});

test("a portal whose passwords everybody knows answers its own machine alone", async ({
  stack,
}) => {
  const { port } = new URL(stack.portalUrl);
  const addresses = Object.values(networkInterfaces()).flatMap((own = []) =>
    own.filter(({ family, internal }) => family === "IPv4" && !internal).map((one) => one.address),
  );
  // Where there is no network: another address of this machine, which a server on all of them answers too.
  const asked = process.platform === "linux" ? ["127.0.0.2", ...addresses] : addresses;
  const answers = await Promise.allSettled(
    asked.map((address) => fetch(`http://${address}:${port}/api/health/live`)),
  );
  expect(answers.map(({ status }) => status)).toEqual(asked.map(() => "rejected"));
  expect((await fetch(`http://127.0.0.1:${port}/api/health/live`)).status).toBe(200);
});
