import "server-only";
import { recordAudit } from "@/lib/audit/service";
import type { Viewer, ViewerRole } from "@/lib/auth/policy";
import { getDatabase, type Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { escapeLike } from "@/lib/db/like";
import { AppError } from "@/lib/errors";

const SHOWN = {
  id: true,
  email: true,
  name: true,
  role: true,
  claimedRole: true,
  isDisabled: true,
  createdAt: true,
  lastSignInAt: true,
  passwordHash: true,
  memberships: { select: { tenantId: true, isClaimed: true }, orderBy: { tenantId: "asc" } },
  projects: { select: { projectName: true, isClaimed: true }, orderBy: { projectName: "asc" } },
  identities: { select: { issuer: true } },
} satisfies Prisma.UserSelect;

type StoredAccount = Prisma.UserGetPayload<{ select: typeof SHOWN }>;
export type AccountRecord = Omit<StoredAccount, "passwordHash"> & { hasPassword: boolean };

/** The hash goes no further than this file. */
function withoutHash({ passwordHash, ...account }: StoredAccount): AccountRecord {
  return { ...account, hasPassword: passwordHash !== null };
}

export interface AccountFilter {
  /** A part of the e-mail or the name. */
  search: string;
  role: ViewerRole | "all";
  state: "all" | "active" | "disabled";
}

function toWhere({ search, role, state }: AccountFilter): Prisma.UserWhereInput {
  const part = { contains: escapeLike(search), mode: "insensitive" } as const;
  const conditions: Prisma.UserWhereInput[] = [];
  if (search !== "") conditions.push({ OR: [{ email: part }, { name: part }] });
  if (role !== "all") {
    conditions.push({ OR: [{ claimedRole: role }, { claimedRole: null, role }] });
  }
  if (state !== "all") conditions.push({ isDisabled: state === "disabled" });
  return { AND: conditions };
}

/** By e-mail; served by its unique index. */
export async function listAccountPage(filter: AccountFilter, limit: number, offset: number) {
  const where = toWhere(filter);
  const db = getDatabase();
  const [rows, total] = await Promise.all([
    db.user.findMany({
      where,
      select: SHOWN,
      orderBy: { email: "asc" },
      take: limit,
      skip: offset,
    }),
    db.user.count({ where }),
  ]);
  return { rows: rows.map(withoutHash), total };
}

/** Served by the primary key. */
export async function findAccount(userId: string): Promise<AccountRecord | null> {
  const row = await getDatabase().user.findUnique({ where: { id: userId }, select: SHOWN });
  return row && withoutHash(row);
}

/** Names by id, of the tenants that exist; served by the primary key. */
export async function findMemberTenantNames(
  tenantIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (tenantIds.length === 0) return new Map();
  const tenants = await getDatabase().tenant.findMany({
    where: { id: { in: [...tenantIds] } },
    select: { id: true, name: true },
  });
  return new Map(tenants.map(({ id, name }) => [id, name]));
}

/** Tenants whose name or id has the words, by name. */
export async function listTenantChoices(search: string, limit: number) {
  const part = { contains: escapeLike(search), mode: "insensitive" } as const;
  return getDatabase().tenant.findMany({
    where: { removedAt: null, OR: [{ name: part }, { id: part }] },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
    take: limit,
  });
}

export interface AccountFields {
  name: string;
  role: ViewerRole;
  isDisabled: boolean;
  tenantIds: string[];
  projectNames: string[];
}

/** What the portal gave, claims left out: that is what it may change. */
export function toGivenFields(account: AccountRecord): AccountFields {
  return {
    name: account.name,
    role: account.role,
    isDisabled: account.isDisabled,
    tenantIds: account.memberships.filter((m) => !m.isClaimed).map((m) => m.tenantId),
    projectNames: account.projects.filter((p) => !p.isClaimed).map((p) => p.projectName),
  };
}

function pick(fields: AccountFields, names: readonly (keyof AccountFields)[]) {
  return Object.fromEntries(names.map((name) => [name, fields[name]]));
}

async function replaceMemberships(
  tx: Transaction,
  userId: string,
  { tenantIds, projectNames }: AccountFields,
): Promise<void> {
  await tx.tenantMember.deleteMany({ where: { userId, isClaimed: false } });
  await tx.tenantMember.createMany({
    data: tenantIds.map((tenantId) => ({ userId, tenantId })),
    skipDuplicates: true,
  });
  await tx.projectMember.deleteMany({ where: { userId, isClaimed: false } });
  await tx.projectMember.createMany({
    data: projectNames.map((projectName) => ({ userId, projectName })),
    skipDuplicates: true,
  });
}

/** Who is a platform admin by what the portal or claims gave. */
const ADMINS = {
  isDisabled: false,
  OR: [{ claimedRole: "platform_admin" }, { claimedRole: null, role: "platform_admin" }],
} satisfies Prisma.UserWhereInput;

/** The account and all admins, in one order: of two who take each other's role away one comes second. */
async function lockWithAdmins(tx: Transaction, userId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM "user"
    WHERE id = ${userId}::uuid OR COALESCE(claimed_role, role) = 'platform_admin'
    ORDER BY id FOR UPDATE`;
}

/**
 * Writes what differs and one entry of the audit log with it; nothing when nothing differs.
 * @throws {AppError} conflict where nobody would be left to administer the portal
 */
export async function updateAccount(
  viewer: Viewer,
  userId: string,
  change: Partial<AccountFields>,
  reason: string | null,
): Promise<void> {
  await getDatabase().$transaction(async (tx) => {
    await lockWithAdmins(tx, userId);
    const wasAdmin = (await tx.user.count({ where: { id: userId, ...ADMINS } })) > 0;
    const stored = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: SHOWN });
    const before = toGivenFields(withoutHash(stored));
    const after = { ...before, ...change };
    const names = ["name", "role", "isDisabled", "tenantIds", "projectNames"] as const;
    const changed = names.filter(
      (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
    );
    if (changed.length === 0) return;
    const { name, role, isDisabled } = after;
    const endsSessions = changed.includes("role") || changed.includes("isDisabled");
    await tx.user.update({
      where: { id: userId },
      data: { name, role, isDisabled, sessionVersion: { increment: endsSessions ? 1 : 0 } },
    });
    if (wasAdmin && (await tx.user.count({ where: ADMINS })) === 0) {
      throw new AppError("conflict", "At least one administrator must stay.");
    }
    await replaceMemberships(tx, userId, after);
    await recordAudit(tx, {
      viewer,
      action: "account.change",
      entityKind: "account",
      entityId: stored.email,
      before: pick(before, changed),
      after: pick(after, changed),
      reason,
    });
  });
}

/** Ends the account's sessions too: whoever knew the old password is out. */
export async function updatePassword(
  viewer: Viewer,
  account: Pick<AccountRecord, "id" | "email">,
  passwordHash: string,
): Promise<void> {
  await getDatabase().$transaction(async (tx) => {
    await tx.user.update({
      where: { id: account.id },
      data: { passwordHash, sessionVersion: { increment: 1 } },
    });
    await recordAudit(tx, {
      viewer,
      action: "account.set_password",
      entityKind: "account",
      entityId: account.email,
    });
  });
}
