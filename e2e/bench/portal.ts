import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/e2e/demo-accounts";
import { startStack, type Stack, type StackOptions } from "@/e2e/stack";
import { findPostgresVersion, startBenchServer, withClient } from "./database";

/** No run for this long, and the worker has had its first round. */
const REST_MS = 10_000;
const MAX_WAIT_MS = 180_000;

/** A portal with figures, and somebody signed in. */
export interface BenchPortal {
  url: string;
  /** The value of a Cookie header. */
  cookie: string;
  /** The tenant with the most usage. */
  tenantId: string;
  postgresVersion: string;
}

function toCookieHeader(responses: readonly Response[]): string {
  const cookies = responses.flatMap((response) => response.headers.getSetCookie());
  return cookies.map((cookie) => cookie.split(";", 1)[0]).join("; ");
}

/** Signs in as a browser does, with the form's own token. */
export async function signIn(portalUrl: string): Promise<string> {
  const form = await fetch(`${portalUrl}/api/auth/csrf`);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await form.json());
  const answer = await fetch(`${portalUrl}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: toCookieHeader([form]) },
    body: new URLSearchParams({
      csrfToken,
      email: DEMO_ACCOUNTS.platform_admin.email,
      password: DEMO_PASSWORD,
    }),
  });
  const cookie = toCookieHeader([form, answer]);
  if (!cookie.includes("session-token=")) throw new Error(`Signing in failed: ${answer.status}`);
  return cookie;
}

async function findBiggestTenant(databaseUrl: string): Promise<string> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ tenant_id: string }>(
      "SELECT tenant_id FROM usage_daily GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
    );
    const [row] = rows;
    if (!row) throw new Error("The first reading stored no usage.");
    return row.tenant_id;
  });
}

/** The first round after the start would take its share of what is measured; later ones are part of life. */
async function waitUntilWorkerRests(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const startedAt = Date.now();
    let restingSince = startedAt;
    while (Date.now() - restingSince < REST_MS) {
      if (Date.now() - startedAt > MAX_WAIT_MS)
        throw new Error("The worker does not come to rest.");
      await sleep(500);
      const running = await client.query(
        "SELECT 1 FROM sync_run WHERE outcome = 'running' LIMIT 1",
      );
      if (running.rows.length > 0) restingSince = Date.now();
    }
  });
}

async function toPortal(stack: Stack): Promise<BenchPortal> {
  return {
    url: stack.portalUrl,
    cookie: await signIn(stack.portalUrl),
    tenantId: await findBiggestTenant(stack.databaseUrl),
    postgresVersion: await findPostgresVersion(stack.databaseUrl),
  };
}

/** Runs `work` against the production build of the portal, worker included, with seeded data. */
export async function withPortal<T>(
  work: (portal: BenchPortal) => Promise<T>,
  nodeArgs: Pick<StackOptions, "webNodeArgs" | "workerNodeArgs"> = {},
): Promise<T> {
  const server = await startBenchServer();
  try {
    const stack = await startStack({ databaseServerUrl: server.url, build: true, ...nodeArgs });
    try {
      await waitUntilWorkerRests(stack.databaseUrl);
      return await work(await toPortal(stack));
    } finally {
      await stack.stop();
    }
  } finally {
    await server.stop();
  }
}
