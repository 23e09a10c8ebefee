import "server-only";
import { recordAudit } from "@/lib/audit/service";
import { getDatabase } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Viewer, ViewerRole } from "@/lib/auth/policy";
import type { Identity } from "./identity-store";

export interface CredentialRow {
  userId: string;
  passwordHash: string | null;
  isDisabled: boolean;
}

export async function findCredential(email: string): Promise<CredentialRow | null> {
  const user = await getDatabase().user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, isDisabled: true },
  });
  return user && { userId: user.id, passwordHash: user.passwordHash, isDisabled: user.isDisabled };
}

interface ViewerRow {
  id: string;
  email: string;
  name: string;
  role: ViewerRole;
  tenant_ids: string[];
  project_names: string[];
  claimed_by: Identity[];
  session_version: number;
  ended_sessions: string[];
}

/** `claimedBy` are the identities whose groups give some of what the viewer may do. */
export interface ClaimedViewer {
  viewer: Viewer;
  claimedBy: readonly Identity[];
  /** What the cookies of sessions that go on say. */
  sessionVersion: number;
  /** Signed out of before they expired. */
  endedSessions: readonly string[];
}

/** Enabled accounts only; served by the primary key. */
export function listViewersById(userIds: readonly string[]): Promise<ClaimedViewer[]> {
  return listViewers(Prisma.sql`u.id = ANY(${[...userIds]}::uuid[])`);
}

/** Enabled accounts only; served by the unique index on the e-mail. */
export function listViewersByEmail(emails: readonly string[]): Promise<ClaimedViewer[]> {
  return listViewers(Prisma.sql`u.email = ANY(${[...emails]})`);
}

async function listViewers(condition: Prisma.Sql): Promise<ClaimedViewer[]> {
  const rows = await getDatabase().$queryRaw<ViewerRow[]>`
    SELECT u.id::text, u.email, u.name, coalesce(u.claimed_role, u.role)::text AS role,
           ARRAY(SELECT m.tenant_id FROM tenant_member m WHERE m.user_id = u.id) AS tenant_ids,
           ARRAY(SELECT p.project_name FROM project_member p WHERE p.user_id = u.id) AS project_names,
           ARRAY(SELECT jsonb_build_object('issuer', i.issuer, 'subject', i.subject)
                 FROM user_identity i
                 WHERE i.user_id = u.id AND cardinality(i.groups) > 0) AS claimed_by,
           u.session_version,
           ARRAY(SELECT e.id::text FROM ended_session e WHERE e.user_id = u.id) AS ended_sessions
    FROM "user" u
    WHERE ${condition} AND NOT u.is_disabled`;
  return rows.map((row) => ({
    viewer: {
      userId: row.id,
      email: row.email,
      name: row.name,
      role: row.role,
      tenantIds: row.tenant_ids,
      projectNames: row.project_names,
    },
    claimedBy: row.claimed_by,
    sessionVersion: row.session_version,
    endedSessions: row.ended_sessions,
  }));
}

export async function recordSignIn(userId: string, at: Date): Promise<void> {
  await getDatabase().user.update({ where: { id: userId }, data: { lastSignInAt: at } });
}

export interface SignInPlace {
  userId: string;
  /** A hash of account and address. */
  place: string;
  signedInAt: Date;
}

/** Earlier places than `keptSince` are forgotten. */
export async function recordPlace(place: SignInPlace, keptSince: Date): Promise<void> {
  const { signInPlace } = getDatabase();
  await signInPlace.deleteMany({
    where: { userId: place.userId, signedInAt: { lt: keptSince } },
  });
  await signInPlace.upsert({
    where: { place: place.place },
    create: place,
    update: { signedInAt: place.signedInAt },
  });
}

/** Whether the account signed in from there since; served by the primary key. */
export async function isKnownPlace(place: string, since: Date): Promise<boolean> {
  const found = await getDatabase().signInPlace.findUnique({ where: { place } });
  return found !== null && found.signedInAt > since;
}

export interface NewAccountRow {
  email: string;
  name: string;
  role: ViewerRole;
  /** Null for who signs in with an identity provider only. */
  passwordHash: string | null;
  tenantIds: readonly string[];
  projectNames: readonly string[];
}

/** Creates the account, or leaves it untouched when the e-mail is taken. */
export async function insertAccount(
  account: NewAccountRow,
  viewer: Viewer,
): Promise<{ isNew: boolean }> {
  const { tenantIds, projectNames, ...data } = account;
  return getDatabase().$transaction(async (tx) => {
    const taken = await tx.user.findUnique({ where: { email: account.email } });
    if (taken) return { isNew: false };
    await tx.user.create({
      data: {
        ...data,
        memberships: { create: tenantIds.map((tenantId) => ({ tenantId })) },
        projects: { create: projectNames.map((projectName) => ({ projectName })) },
      },
    });
    await recordAudit(tx, {
      viewer,
      action: "account.create",
      entityKind: "account",
      entityId: account.email,
      after: { name: data.name, role: data.role, tenantIds, projectNames },
    });
    return { isNew: true };
  });
}

export async function listAccountRows() {
  return getDatabase().user.findMany({
    orderBy: { email: "asc" },
    select: {
      email: true,
      name: true,
      role: true,
      claimedRole: true,
      isDisabled: true,
      lastSignInAt: true,
      memberships: { select: { tenantId: true } },
      projects: { select: { projectName: true } },
    },
  });
}
