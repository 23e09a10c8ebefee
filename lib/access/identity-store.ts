import "server-only";
import { recordAudit } from "@/lib/audit/service";
import { systemViewer, type ViewerRole } from "@/lib/auth/policy";
import type { ClaimGrants } from "@/lib/claim-mapping";
import { getDatabase, type Database, type Transaction } from "@/lib/db/client";

const PROVIDER = systemViewer("identity provider");

/** Who somebody is at an identity provider. */
export interface Identity {
  issuer: string;
  subject: string;
}

export interface IdentityUser {
  userId: string;
  email: string;
  isDisabled: boolean;
}

const SHOWN = { id: true, email: true, isDisabled: true } as const;

function toIdentityUser(user: { id: string; email: string; isDisabled: boolean }): IdentityUser {
  return { userId: user.id, email: user.email, isDisabled: user.isDisabled };
}

/** Served by the primary key. */
export async function findIdentityUser({
  issuer,
  subject,
}: Identity): Promise<IdentityUser | null> {
  const found = await getDatabase().userIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { user: { select: SHOWN } },
  });
  return found && toIdentityUser(found.user);
}

export interface FirstSignIn extends Identity {
  /** Verified by the issuer. */
  email: string;
  name: string;
  /** The role of an account that is made; null makes none. */
  newRole: ViewerRole | null;
}

/** Ties the identity to the account of its e-mail, which is made where it may be; null where it may not. */
export async function linkIdentity(input: FirstSignIn): Promise<IdentityUser | null> {
  const { issuer, subject, email, name, newRole } = input;
  return getDatabase().$transaction(async (tx) => {
    const known = await tx.user.findUnique({ where: { email }, select: SHOWN });
    if (!known && newRole === null) return null;
    const user =
      known ??
      (await tx.user.create({ data: { email, name, role: newRole ?? "user" }, select: SHOWN }));
    await tx.userIdentity.create({ data: { issuer, subject, userId: user.id } });
    await recordAudit(tx, {
      viewer: PROVIDER,
      action: known ? "account.link" : "account.create",
      entityKind: "account",
      entityId: email,
      after: { issuer, ...(known ? {} : { name, role: newRole }) },
    });
    return toIdentityUser(user);
  });
}

/** Whether an identity gives anything, as far as is known. Served by the primary key. */
export async function hasGroups({ issuer, subject }: Identity): Promise<boolean> {
  const found = await getDatabase().userIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { groups: true },
  });
  return (found?.groups ?? []).length > 0;
}

const CLAIMS = {
  claimedRole: true,
  memberships: { select: { tenantId: true, isClaimed: true } },
  projects: { select: { projectName: true, isClaimed: true } },
  identities: { select: { issuer: true, subject: true, groups: true } },
} as const;

interface AccountClaims {
  claimed: ClaimGrants;
  /** What the portal gave, which a claim adds nothing to. */
  given: { tenantIds: string[]; projectNames: string[] };
  identities: (Identity & { groups: string[] })[];
}

async function readClaims(db: Transaction | Database, userId: string): Promise<AccountClaims> {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId }, select: CLAIMS });
  const toTenants = (isClaimed: boolean) =>
    user.memberships.filter((one) => one.isClaimed === isClaimed).map((one) => one.tenantId);
  const toProjects = (isClaimed: boolean) =>
    user.projects.filter((one) => one.isClaimed === isClaimed).map((one) => one.projectName);
  return {
    claimed: {
      role: user.claimedRole,
      tenantIds: toTenants(true).sort(),
      projectNames: toProjects(true).sort(),
    },
    given: { tenantIds: toTenants(false), projectNames: toProjects(false) },
    identities: user.identities,
  };
}

/** The groups of one identity, and how the groups of all of an account's become its rights. */
export interface ClaimedGroups extends Identity {
  /** Sorted. */
  groups: readonly string[];
  toGrants: (groups: readonly string[]) => ClaimGrants;
}

function isOne(one: Identity, other: Identity): boolean {
  return one.issuer === other.issuer && one.subject === other.subject;
}

/** What the account's claims become; its rights are the union of what its identities give. */
function toNextClaims({ given, identities }: AccountClaims, claims: ClaimedGroups): ClaimGrants {
  const others = identities.filter((one) => !isOne(one, claims)).flatMap((one) => one.groups);
  const grants = claims.toGrants([...others, ...claims.groups]);
  return {
    role: grants.role,
    tenantIds: grants.tenantIds.filter((id) => !given.tenantIds.includes(id)),
    projectNames: grants.projectNames.filter((name) => !given.projectNames.includes(name)),
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function writeClaimed(tx: Transaction, userId: string, grants: ClaimGrants): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: { claimedRole: grants.role } });
  await tx.tenantMember.deleteMany({ where: { userId, isClaimed: true } });
  await tx.projectMember.deleteMany({ where: { userId, isClaimed: true } });
  await tx.tenantMember.createMany({
    data: grants.tenantIds.map((tenantId) => ({ userId, tenantId, isClaimed: true })),
  });
  await tx.projectMember.createMany({
    data: grants.projectNames.map((projectName) => ({ userId, projectName, isClaimed: true })),
  });
}

/** The fields of `claims` that are others in `than`. */
function pickDifferent(claims: ClaimGrants, than: ClaimGrants): Partial<ClaimGrants> {
  const names = ["role", "tenantIds", "projectNames"] as const;
  const differing = names.filter((name) => !isSame(claims[name], than[name]));
  return Object.fromEntries(differing.map((name) => [name, claims[name]]));
}

/** Nothing is written, nor locked, where an identity's groups give what they gave. */
export async function replaceClaims(
  { userId, email }: Pick<IdentityUser, "userId" | "email">,
  claims: ClaimedGroups,
): Promise<void> {
  const seen = await readClaims(getDatabase(), userId);
  const known = seen.identities.find((one) => isOne(one, claims));
  if (isSame(known?.groups, claims.groups) && isSame(seen.claimed, toNextClaims(seen, claims))) {
    return;
  }
  const { issuer, subject, groups } = claims;
  await getDatabase().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${userId}::uuid FOR UPDATE`;
    await tx.userIdentity.update({
      where: { issuer_subject: { issuer, subject } },
      data: { groups: [...groups] },
    });
    const stored = await readClaims(tx, userId);
    const next = toNextClaims(stored, claims);
    if (isSame(stored.claimed, next)) return;
    await writeClaimed(tx, userId, next);
    await recordAudit(tx, {
      viewer: PROVIDER,
      action: "account.claims",
      entityKind: "account",
      entityId: email,
      before: pickDifferent(stored.claimed, next),
      after: pickDifferent(next, stored.claimed),
    });
  });
}
