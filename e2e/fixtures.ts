import { randomUUID } from "node:crypto";
import { expect, test as base, type BrowserContext, type Page } from "@playwright/test";
import { encode } from "next-auth/jwt";
import pg from "pg";
import { DEMO_ACCOUNTS, type DemoRole } from "./demo-accounts";
import { readStackFile, type StackAddresses } from "./stack-file";
import { IdentityControl } from "@/e2e/upstream/identity/control-client";
import { LiteLLMControl } from "@/e2e/upstream/litellm/control-client";

const SESSION_SECONDS = 8 * 60 * 60;

export type Role = DemoRole;

async function findUserId(databaseUrl: string, role: Role): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = await client.query<{ id: string }>('SELECT id FROM "user" WHERE email = $1', [
      DEMO_ACCOUNTS[role].email,
    ]);
    const [row] = found.rows;
    if (!row) throw new Error(`There is no account for ${role}`);
    return row.id;
  } finally {
    await client.end();
  }
}

/** The cookie of a signed-in account, as next-auth makes it; for a portal on plain http. */
export async function sessionCookie(
  stack: Pick<StackAddresses, "portalUrl" | "authSecret">,
  userId: string,
): Promise<Parameters<BrowserContext["addCookies"]>[0][number]> {
  const secret = stack.authSecret;
  const token = { sub: userId, session: randomUUID(), version: 1 };
  const value = await encode({ token, secret, maxAge: SESSION_SECONDS });
  return {
    name: "next-auth.session-token",
    value,
    url: stack.portalUrl,
    httpOnly: true,
    sameSite: "Lax",
  };
}

/** What the browser complained about on this page; a test that expects a failed request says so. */
function collectProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  return problems;
}

interface Fixtures {
  stack: StackAddresses;
  /** Drives the stand-in of LiteLLM. It is one for all tests: put back what you change. */
  litellm: LiteLLMControl;
  /** Drives the stand-in of the identity providers; use names of people of your own. */
  identity: IdentityControl;
  /** Signs this test's browser in, without the form. */
  signIn: (role: Role) => Promise<void>;
  /** Console errors that this test provokes on purpose; every other one fails it. */
  expectedConsoleErrors: RegExp[];
  consoleGuard: undefined;
}

export const test = base.extend<Fixtures>({
  stack: async ({}, use) => {
    await use(await readStackFile());
  },
  baseURL: async ({ stack }, use) => {
    await use(stack.portalUrl);
  },
  litellm: async ({ stack }, use) => {
    await use(new LiteLLMControl(stack.litellmUrl));
  },
  identity: async ({ stack }, use) => {
    await use(new IdentityControl(stack.identityUrl));
  },
  signIn: async ({ context, stack }, use) => {
    await use(async (role) => {
      const userId = await findUserId(stack.databaseUrl, role);
      await context.addCookies([await sessionCookie(stack, userId)]);
    });
  },
  expectedConsoleErrors: [[], { option: true }],
  consoleGuard: [
    async ({ page, expectedConsoleErrors }, use) => {
      const problems = collectProblems(page);
      await use(undefined);
      const unexpected = problems.filter(
        (problem) => !expectedConsoleErrors.some((expected) => expected.test(problem)),
      );
      expect(unexpected, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
