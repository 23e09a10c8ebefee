import "server-only";
import type { TenantScope } from "@/lib/auth/policy";
import type { BudgetTarget } from "@/lib/budgets/schema";
import { getDatabase, type Transaction } from "@/lib/db/client";
import type { ProfileInput, ProfileRules } from "./schema";

/** Profiles that a scope may see: those for all tenants and those for one of its own. */
function whereVisible(scope: TenantScope) {
  if (scope.kind === "all") return {};
  return { OR: [{ isForAllTenants: true }, { tenantIds: { hasSome: [...scope.tenantIds] } }] };
}

export function listProfileRows(scope: TenantScope) {
  return getDatabase().budgetProfile.findMany({
    where: { isArchived: false, ...whereVisible(scope) },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 500,
  });
}

export function findProfileRow(scope: TenantScope, id: string, isArchived = false) {
  return getDatabase().budgetProfile.findFirst({
    where: { id, isArchived, ...whereVisible(scope) },
  });
}
export type StoredProfile = Awaited<ReturnType<typeof listProfileRows>>[number];

/** All versions of the profiles, newest first. */
export function listVersionRows(profileIds: readonly string[]) {
  return getDatabase().budgetProfileVersion.findMany({
    where: { profileId: { in: [...profileIds] } },
    orderBy: { version: "desc" },
  });
}

export function listAssignmentRows(scope: TenantScope, profileIds: readonly string[]) {
  const own = scope.kind === "all" ? {} : { tenantId: { in: [...scope.tenantIds] } };
  return getDatabase().budgetProfileAssignment.findMany({
    where: { profileId: { in: [...profileIds] }, ...own },
    orderBy: [{ tenantId: "asc" }, { kind: "asc" }, { entityId: "asc" }],
    take: 2000,
  });
}

/** Tenants that are still known, in the order of their names. */
export function listTenantNames(tenantIds: readonly string[]) {
  return getDatabase().tenant.findMany({
    where: { id: { in: [...tenantIds] } },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}

/** Edits of one profile come one after the other, so that two never make the same version. */
export function withProfileLock<T>(id: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return getDatabase().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`profile ${id}`}, 0))`;
    return work(tx);
  });
}

export async function isNameTaken(name: string, exceptId: string | null): Promise<boolean> {
  const other = await getDatabase().budgetProfile.findFirst({
    where: { name, ...(exceptId === null ? {} : { id: { not: exceptId } }) },
    select: { id: true },
  });
  return other !== null;
}

export async function createProfileRow(
  tx: Transaction,
  id: string,
  input: ProfileInput,
): Promise<void> {
  const { name, is_for_all_tenants: isForAllTenants, tenant_ids: tenantIds } = input;
  await tx.budgetProfile.create({ data: { id, name, isForAllTenants, tenantIds } });
}

export async function updateProfileRow(
  tx: Transaction,
  id: string,
  input: ProfileInput,
): Promise<void> {
  const { name, is_for_all_tenants: isForAllTenants, tenant_ids: tenantIds } = input;
  await tx.budgetProfile.update({ where: { id }, data: { name, isForAllTenants, tenantIds } });
}

/** The alert rules that it keeps go and come back with it. */
export async function setArchived(tx: Transaction, id: string, isArchived: boolean): Promise<void> {
  await tx.budgetProfile.update({ where: { id }, data: { isArchived } });
  const deletedAt = isArchived ? new Date() : null;
  await tx.alertRule.updateMany({ where: { profileId: id }, data: { deletedAt } });
}

export function findNewestVersion(tx: Transaction, profileId: string) {
  return tx.budgetProfileVersion.findFirst({
    where: { profileId },
    orderBy: { version: "desc" },
  });
}

export async function createVersion(
  tx: Transaction,
  row: { profileId: string; version: number; rules: ProfileRules; reason: string; author: string },
): Promise<void> {
  await tx.budgetProfileVersion.create({ data: { ...row, rules: { ...row.rules } } });
}

const toKey = ({ kind, tenant_id, id }: BudgetTarget) => ({
  tenantId: tenant_id,
  kind,
  entityId: id,
});

export async function saveAssignment(
  tx: Transaction,
  target: BudgetTarget,
  values: { profileId: string; pinnedVersion: number | null; assignedBy: string; at: Date },
): Promise<void> {
  const { at, ...rest } = values;
  const data = { ...rest, assignedAt: at, appliedVersion: null };
  await tx.budgetProfileAssignment.upsert({
    where: { tenantId_kind_entityId: toKey(target) },
    create: { ...toKey(target), ...data },
    update: data,
  });
}

/** The rule that the profile kept for it goes with the assignment. */
export async function deleteAssignment(
  tx: Transaction,
  target: BudgetTarget,
  profileId: string,
): Promise<void> {
  await tx.budgetProfileAssignment.deleteMany({ where: { ...toKey(target), profileId } });
  await tx.alertRule.deleteMany({
    where: { profileId, tenantId: target.tenant_id, entityId: target.id },
  });
}

/** Notes what was written to LiteLLM, and keeps the alert rule in step; its id stays, so that no alert repeats. */
export async function saveApplied(
  tx: Transaction,
  target: BudgetTarget,
  profile: { id: string; name: string; version: number; rules: ProfileRules; author: string },
): Promise<void> {
  await tx.budgetProfileAssignment.updateMany({
    where: { ...toKey(target), profileId: profile.id },
    data: { appliedVersion: profile.version },
  });
  const where = { profileId: profile.id, tenantId: target.tenant_id, entityId: target.id };
  const kept = await tx.alertRule.findFirst({ where, select: { id: true } });
  const data = {
    name: `Profile ${profile.name}`,
    scope: target.kind,
    thresholds: profile.rules.thresholds.map((one) => ({ ...one })),
    channelIds: profile.rules.channel_ids,
  };
  if (profile.rules.thresholds.length === 0) {
    await tx.alertRule.deleteMany({ where });
  } else if (kept === null) {
    await tx.alertRule.create({ data: { ...data, ...where, createdBy: profile.author } });
  } else {
    await tx.alertRule.update({ where: { id: kept.id }, data });
  }
}
