import "server-only";
import { recordAudit } from "@/lib/audit/service";
import type { ViewerRole } from "@/lib/auth/policy";
import type { ClaimGrants } from "@/lib/claim-mapping";
import { getDatabase, type Transaction } from "@/lib/db/client";

const ACTOR = "identity provider";

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
      actor: ACTOR,
      action: known ? "account.link" : "account.create",
      entityKind: "account",
      entityId: email,
      after: { issuer, ...(known ? {} : { name, role: newRole }) },
    });
    return toIdentityUser(user);
  });
}

async function readClaimed(tx: Transaction, userId: string): Promise<ClaimGrants> {
  const user = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      claimedRole: true,
      memberships: { where: { isClaimed: true }, select: { tenantId: true } },
      projects: { where: { isClaimed: true }, select: { projectName: true } },
    },
  });
  return {
    role: user.claimedRole,
    tenantIds: user.memberships.map(({ tenantId }) => tenantId).sort(),
    projectNames: user.projects.map(({ projectName }) => projectName).sort(),
  };
}

async function writeClaimed(tx: Transaction, userId: string, grants: ClaimGrants): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: { claimedRole: grants.role } });
  await tx.tenantMember.deleteMany({ where: { userId, isClaimed: true } });
  await tx.projectMember.deleteMany({ where: { userId, isClaimed: true } });
  // What the portal gave stays the portal's: the claim adds nothing to it.
  await tx.tenantMember.createMany({
    data: grants.tenantIds.map((tenantId) => ({ userId, tenantId, isClaimed: true })),
    skipDuplicates: true,
  });
  await tx.projectMember.createMany({
    data: grants.projectNames.map((projectName) => ({ userId, projectName, isClaimed: true })),
    skipDuplicates: true,
  });
}

/** Makes the account's claimed role and memberships those given; records what differed. `signedInAt`: at a sign-in. */
export async function replaceClaims(
  user: Pick<IdentityUser, "userId" | "email">,
  grants: ClaimGrants,
  signedInAt: Date | null,
): Promise<void> {
  const { userId, email } = user;
  await getDatabase().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${userId}::uuid FOR UPDATE`;
    if (signedInAt !== null) {
      await tx.user.update({ where: { id: userId }, data: { lastSignInAt: signedInAt } });
    }
    const before = await readClaimed(tx, userId);
    await writeClaimed(tx, userId, grants);
    const after = await readClaimed(tx, userId);
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await recordAudit(tx, {
      actor: ACTOR,
      action: "account.claims",
      entityKind: "account",
      entityId: email,
      before: { ...before },
      after: { ...after },
    });
  });
}
