import { createHash, randomBytes, randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import pg from "pg";
import { DEMO_ACCOUNTS } from "./demo-accounts";
import { sessionCookie } from "./fixtures";
import type { StackAddresses } from "./stack-file";

/** Whom no door may open to, whatever they show. */
export const NOBODIES = [
  ...(["stranger", "forged", "expired", "disabled"] as const),
  ...(["unknown token", "revoked token", "expired token", "token of a disabled account"] as const),
] as const;

/** Sessions, and tokens with every scope that reads. */
export const SOMEBODIES = ["user", "operator", "auditor", "admin"] as const;
export const TOKEN_HOLDERS = ["operator's token", "admin's token"] as const;

/** An administrator's token that is good for something else. */
export const TOO_SMALL = "token of too small a scope";

export const ACTORS = [...NOBODIES, ...SOMEBODIES, ...TOKEN_HOLDERS, TOO_SMALL] as const;
export type Actor = (typeof ACTORS)[number];
export type Somebody = (typeof SOMEBODIES)[number];

export const TENANTS = ["own", "other", "unknown"] as const;
export type Tenant = (typeof TENANTS)[number];

export type RequestHeaders = Record<string, string>;

export interface Subjects {
  /** What each actor sends along. */
  headers: Record<Actor, RequestHeaders>;
  tenants: Record<Tenant, string>;
  /** The operator's own is shared with, not owned by, the operator. */
  cohorts: Record<Tenant, string>;
  /** Somebody in the shared cohort. */
  personId: string;
  otherName: string;
}

const READING = ["usage:read", "reports:read", "admin:read"];

interface TokenRow {
  userId: string;
  scopes?: readonly string[];
  expiresInDays?: number;
  isRevoked?: boolean;
}

/** A token straight into the database, also one that the portal would not make. */
async function insertToken(db: pg.Client, row: TokenRow): Promise<RequestHeaders> {
  const secret = `tkr_${randomBytes(24).toString("hex")}`;
  await db.query(
    `INSERT INTO api_token (id, user_id, name, hash, hint, scopes, expires_at, revoked_at)
     VALUES (gen_random_uuid(), $1, 'access test', $2, $3, $4, now() + $5 * interval '1 day',
             CASE WHEN $6 THEN now() END)`,
    [
      row.userId,
      createHash("sha256").update(secret).digest("hex"),
      secret.slice(-4),
      row.scopes ?? READING,
      row.expiresInDays ?? 1,
      row.isRevoked ?? false,
    ],
  );
  return { authorization: `Bearer ${secret}` };
}

async function findUserIds(db: pg.Client): Promise<Record<Somebody | "disabled", string>> {
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
    stranger: {},
    forged: toHeaders(await encode({ ...asAdmin, secret: "a secret that is not the portal's" })),
    expired: toHeaders(await encode({ ...asAdmin, secret: stack.authSecret, maxAge: -60 })),
    disabled: await signIn(ids.disabled),
    "unknown token": { authorization: `Bearer tkr_${randomBytes(24).toString("hex")}` },
    "revoked token": await insertToken(db, { userId: ids.admin, isRevoked: true }),
    "expired token": await insertToken(db, { userId: ids.admin, expiresInDays: -1 }),
    "token of a disabled account": await insertToken(db, { userId: ids.disabled }),
    user: await signIn(ids.user),
    operator: await signIn(ids.operator),
    auditor: await signIn(ids.auditor),
    admin: await signIn(ids.admin),
    "operator's token": await insertToken(db, { userId: ids.operator }),
    "admin's token": await insertToken(db, { userId: ids.admin }),
    [TOO_SMALL]: await insertToken(db, { userId: ids.admin, scopes: ["otlp:write"] }),
  };
}

const OTHER_COHORT = "018f0000-0000-7000-8000-00000000c0de";
const NO_COHORT = "018f0000-0000-7000-8000-000000000000";

async function findCohorts(db: pg.Client): Promise<Pick<Subjects, "cohorts" | "personId">> {
  const cohorts = await db.query<{ id: string; person_id: string }>(
    `SELECT c.id, m.person_id FROM cohort c JOIN cohort_member m ON m.cohort_id = c.id
     WHERE c.name = 'Autumn bootcamp' LIMIT 1`,
  );
  const [shared] = cohorts.rows;
  if (!shared) throw new Error("The stack has no cohort");
  await db.query(
    `INSERT INTO cohort (id, name, owner_id)
     SELECT $1::uuid, 'Not shared', id FROM "user" WHERE email = $2 ON CONFLICT DO NOTHING`,
    [OTHER_COHORT, DEMO_ACCOUNTS.platform_admin.email],
  );
  return {
    cohorts: { own: shared.id, other: OTHER_COHORT, unknown: NO_COHORT },
    personId: shared.person_id,
  };
}

let subjects: Promise<Subjects> | undefined;

/** Every actor's credentials, and tenants of the operator's, of somebody else's and of nobody's. */
export function findSubjects(stack: StackAddresses): Promise<Subjects> {
  subjects ??= makeSubjects(stack);
  return subjects;
}

async function makeSubjects(stack: StackAddresses): Promise<Subjects> {
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
      ...(await findCohorts(db)),
      headers: await makeHeaders(stack, db),
      tenants: { own, other: other.id, unknown: "no-such-tenant" },
      otherName: other.name,
    };
  } finally {
    await db.end();
  }
}
