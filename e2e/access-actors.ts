import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import pg from "pg";
import { DEMO_ACCOUNTS } from "./demo-accounts";
import { sessionCookie } from "./fixtures";
import type { StackAddresses } from "./stack-file";

/** What names nothing. */
export const NO_ID = "00000000-0000-7000-8000-000000000000";

export type Actor = "forged" | "expired" | "disabled" | "user" | "operator" | "auditor" | "admin";

interface Subjects {
  /** What each actor sends along. */
  headers: Record<Actor, Record<string, string>>;
  /** Of the operator's, of somebody else's, of nobody's. */
  tenants: Record<"own" | "other" | "unknown", string>;
  otherName: string;
}

async function findUserIds(db: pg.Client) {
  const disabled = await db.query<{ id: string }>(
    `INSERT INTO "user" (id, email, name, role, is_disabled)
     VALUES (gen_random_uuid(), 'disabled@example.com', 'Disabled', 'platform_admin', true)
     ON CONFLICT (email) DO UPDATE SET is_disabled = true RETURNING id`,
  );
  const found = await db.query<{ id: string; email: string }>('SELECT id, email FROM "user"');
  const idOf = (email: string) => found.rows.find((row) => row.email === email)?.id ?? "";
  return {
    user: idOf(DEMO_ACCOUNTS.user.email),
    operator: idOf(DEMO_ACCOUNTS.operator.email),
    auditor: idOf(DEMO_ACCOUNTS.auditor.email),
    admin: idOf(DEMO_ACCOUNTS.platform_admin.email),
    disabled: disabled.rows[0]?.id ?? "",
  };
}

async function makeHeaders(stack: StackAddresses, db: pg.Client): Promise<Subjects["headers"]> {
  const ids = await findUserIds(db);
  const toHeaders = (session: string) => ({ cookie: `next-auth.session-token=${session}` });
  const signIn = async (userId: string) => toHeaders((await sessionCookie(stack, userId)).value);
  const asAdmin = { token: { sub: ids.admin, session: randomUUID(), version: 1 } };
  return {
    forged: toHeaders(await encode({ ...asAdmin, secret: "a secret that is not the portal's" })),
    expired: toHeaders(await encode({ ...asAdmin, secret: stack.authSecret, maxAge: -60 })),
    disabled: await signIn(ids.disabled),
    user: await signIn(ids.user),
    operator: await signIn(ids.operator),
    auditor: await signIn(ids.auditor),
    admin: await signIn(ids.admin),
  };
}

/** Every actor's credentials, and tenants of the operator's, of somebody else's and of nobody's. */
export async function findSubjects(stack: StackAddresses): Promise<Subjects> {
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
    return {
      headers: await makeHeaders(stack, db),
      tenants: { own, other: other.id, unknown: "no-such-tenant" },
      otherName: other.name,
    };
  } finally {
    await db.end();
  }
}
