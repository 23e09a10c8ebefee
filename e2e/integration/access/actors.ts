import { createHash, randomBytes, randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type pg from "pg";
import { API_SCOPES, type ApiScope } from "@/lib/auth/policy";

export const ROLES = ["user", "operator", "auditor", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who asks: what they send along, and what they may do by it. */
export interface Actor {
  name: string;
  headers: Record<string, string>;
  /** Whose rights they are; null for whom no door may open, whatever they show. */
  role: Role | null;
  /** What an API token is good for; null for a session. */
  scopes: readonly ApiScope[] | null;
}

const STORED_ROLES = {
  admin: "platform_admin",
  user: "user",
  operator: "operator",
  auditor: "auditor",
};

export type Accounts = Record<Role | "disabled", { id: string; email: string }>;

/** Accounts of the test's own; the operator has one tenant and one project. */
export async function makeAccounts(db: pg.Client, tenantId: string): Promise<Accounts> {
  const make = async (role: Role, isDisabled = false) => {
    const email = `access-${randomBytes(6).toString("hex")}@example.com`;
    const added = await db.query<{ id: string }>(
      `INSERT INTO "user" (id, email, name, role, is_disabled)
       VALUES (gen_random_uuid(), $1, 'Access test', $2, $3) RETURNING id`,
      [email, STORED_ROLES[role], isDisabled],
    );
    return { id: added.rows[0]?.id ?? "", email };
  };
  const accounts = {
    ...{ user: await make("user"), operator: await make("operator") },
    ...{ auditor: await make("auditor"), admin: await make("admin") },
    disabled: await make("admin", true),
  };
  await db.query("INSERT INTO tenant_member (user_id, tenant_id) VALUES ($1, $2)", [
    accounts.operator.id,
    tenantId,
  ]);
  await db.query(
    `INSERT INTO project_member (user_id, project_name)
     SELECT $1, project_name FROM project_person ORDER BY project_name LIMIT 1`,
    [accounts.operator.id],
  );
  return accounts;
}

interface TokenRow {
  userId: string;
  scopes?: readonly string[];
  expiresInDays?: number;
  isRevoked?: boolean;
}

/** A token straight into the database, also one that the portal would not make. */
async function insertToken(db: pg.Client, row: TokenRow): Promise<Actor["headers"]> {
  const secret = `tkr_${randomBytes(24).toString("hex")}`;
  await db.query(
    `INSERT INTO api_token (id, user_id, name, hash, hint, scopes, expires_at, revoked_at)
     VALUES (gen_random_uuid(), $1, 'access test', $2, $3, $4, now() + $5 * interval '1 day',
             CASE WHEN $6 THEN now() END)`,
    [
      row.userId,
      createHash("sha256").update(secret).digest("hex"),
      secret.slice(-4),
      row.scopes ?? API_SCOPES,
      row.expiresInDays ?? 1,
      row.isRevoked ?? false,
    ],
  );
  return { authorization: `Bearer ${secret}` };
}

/** Everybody who can ask: no one, sessions of every role, tokens of every kind. */
export async function makeActors(
  authSecret: string,
  db: pg.Client,
  accounts: Accounts,
): Promise<Actor[]> {
  const { admin, operator, disabled } = accounts;
  const toHeaders = (session: string) => ({ cookie: `next-auth.session-token=${session}` });
  const signIn = async ({ id: sub }: { id: string }) =>
    toHeaders(
      await encode({ token: { sub, session: randomUUID(), version: 1 }, secret: authSecret }),
    );
  const token = { sub: admin.id, session: randomUUID(), version: 1 };
  const nobodies = {
    stranger: {},
    forged: toHeaders(await encode({ token, secret: "a secret that is not the portal's" })),
    expired: toHeaders(await encode({ token, secret: authSecret, maxAge: -60 })),
    disabled: await signIn(disabled),
    "unknown token": { authorization: `Bearer tkr_${randomBytes(24).toString("hex")}` },
    "revoked token": await insertToken(db, { userId: admin.id, isRevoked: true }),
    "expired token": await insertToken(db, { userId: admin.id, expiresInDays: -1 }),
    "token of a disabled account": await insertToken(db, { userId: disabled.id }),
  };
  const actors: Actor[] = Object.entries(nobodies).map(([name, headers]) => ({
    ...{ name, headers, role: null, scopes: null },
  }));
  for (const role of ROLES) {
    const headers = await signIn(accounts[role]);
    actors.push({ name: role, headers, role, scopes: null });
  }
  for (const scope of API_SCOPES) {
    const scopes = [scope];
    const headers = await insertToken(db, { userId: admin.id, scopes });
    actors.push({ name: `admin's token for ${scope}`, headers, role: "admin", scopes });
  }
  const headers = await insertToken(db, { userId: operator.id });
  actors.push({ name: "operator's token", headers, role: "operator", scopes: API_SCOPES });
  return actors;
}
