import "server-only";
import { randomUUID } from "node:crypto";
import { recordAudit } from "@/lib/audit/service";
import { canChangeBudgets, toTenantScope, type Viewer } from "@/lib/auth/policy";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { describeBudgets } from "@/lib/budgets/service";
import {
  profileRulesSchema,
  type ProfileAssignmentRow,
  type ProfileDetail,
  type ProfileInput,
  type ProfileRules,
  type ProfileSummary,
  type ProfileVersionRow,
  type RestoreInput,
} from "./schema";
import {
  createProfileRow,
  createVersion,
  findNewestVersion,
  findProfileRow,
  isNameTaken,
  listAssignmentRows,
  listProfileRows,
  listTenantNames,
  listVersionRows,
  setArchived,
  updateProfileRow,
  withProfileLock,
  type StoredProfile,
} from "./store";
import { findNextVersion, normalizeRules } from "./versions";

/** The same words for a profile that does not exist and one that is another tenant's. */
export function toProfileNotFound(): AppError {
  return new AppError("not_found", "There is no such profile, or it is not shared with you.");
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** @throws {AppError} not_found */
export async function getVisibleProfile(
  viewer: Viewer,
  id: string,
  isArchived = false,
): Promise<StoredProfile> {
  const scope = toTenantScope(viewer);
  const profile = UUID.test(id) ? await findProfileRow(scope, id, isArchived) : null;
  const isNobody = viewer.role === "user";
  if (profile === null || isNobody) throw toProfileNotFound();
  return profile;
}

function requireAuthor(viewer: Viewer): void {
  if (viewer.role !== "platform_admin") throw toProfileNotFound();
}

type StoredVersion = Awaited<ReturnType<typeof listVersionRows>>[number];

export function toRules(row: StoredVersion): ProfileRules {
  return profileRulesSchema.parse(row.rules);
}

function toSummary(
  viewer: Viewer,
  profile: StoredProfile,
  newest: StoredVersion,
  assignmentCount: number,
): ProfileSummary {
  // Which other tenants it is for is theirs to know.
  const tenantIds = profile.tenantIds.filter(
    (id) => toTenantScope(viewer).kind === "all" || viewer.tenantIds.includes(id),
  );
  return {
    id: profile.id,
    name: profile.name,
    is_for_all_tenants: profile.isForAllTenants,
    tenant_ids: tenantIds,
    newest_version: newest.version,
    rules: toRules(newest),
    assignment_count: assignmentCount,
    can_edit: viewer.role === "platform_admin",
    can_assign: viewer.role === "platform_admin" || viewer.role === "operator",
  };
}

/** The profiles that a viewer may see and assign. */
export async function listProfiles(viewer: Viewer): Promise<{ items: ProfileSummary[] }> {
  if (viewer.role === "user") return { items: [] };
  const scope = toTenantScope(viewer);
  const profiles = await listProfileRows(scope);
  const ids = profiles.map(({ id }) => id);
  const [versions, assignments] = await Promise.all([
    listVersionRows(ids),
    listAssignmentRows(scope, ids),
  ]);
  const items = profiles.flatMap((profile) => {
    const newest = versions.find((version) => version.profileId === profile.id);
    const count = assignments.filter((one) => one.profileId === profile.id).length;
    return newest ? [toSummary(viewer, profile, newest, count)] : [];
  });
  return { items };
}

function toVersionRow(row: StoredVersion): ProfileVersionRow {
  const { version, reason, author, at } = row;
  return { version, rules: toRules(row), reason, author, at: at.toISOString() };
}

/** One profile with its versions and the assignments in the viewer's view. */
export async function getProfile(viewer: Viewer, id: string): Promise<ProfileDetail> {
  const profile = await getVisibleProfile(viewer, id);
  const scope = toTenantScope(viewer);
  const [versions, assigned] = await Promise.all([
    listVersionRows([id]),
    listAssignmentRows(scope, [id]),
  ]);
  const [newest] = versions;
  if (newest === undefined) throw toProfileNotFound();
  const targets = assigned.map((row) => ({
    kind: row.kind,
    tenant_id: row.tenantId,
    id: row.entityId,
  }));
  const names = await describeBudgets(targets);
  const assignments = assigned.map((row, index): ProfileAssignmentRow => {
    const name = names[index]?.name ?? row.entityId;
    return {
      ...{ kind: row.kind, tenant_id: row.tenantId, id: row.entityId, name },
      pinned_version: row.pinnedVersion,
      applied_version: row.appliedVersion,
      effective_version: row.pinnedVersion ?? newest.version,
      can_edit: canChangeBudgets(viewer, row.tenantId),
    };
  });
  const summary = toSummary(viewer, profile, newest, assignments.length);
  const tenants = await listTenantNames(summary.tenant_ids);
  return {
    profile: summary,
    tenants: tenants.map((tenant) => ({ tenant_id: tenant.id, tenant_name: tenant.name })),
    versions: versions.map(toVersionRow),
    assignments,
  };
}

async function checkName(name: string, exceptId: string | null): Promise<void> {
  if (!(await isNameTaken(name, exceptId))) return;
  const issues = [{ field: "name", rule: "is taken" }];
  throw new AppError("conflict", "A profile with this name exists already.", { issues });
}

/** Makes the next version where the rules differ. @returns its number, null where nothing changed */
async function saveVersion(
  tx: Transaction,
  viewer: Viewer,
  profileId: string,
  rules: ProfileRules,
  reason: string,
): Promise<number | null> {
  const newest = await findNewestVersion(tx, profileId);
  const version = findNextVersion(
    newest && { version: newest.version, rules: toRules(newest) },
    rules,
  );
  if (version === null) return null;
  const normal = normalizeRules(rules);
  await createVersion(tx, { profileId, version, rules: normal, reason, author: viewer.email });
  await recordAudit(tx, {
    viewer,
    action: version === 1 ? "budget-profile.create" : "budget-profile.set",
    entityKind: "budget-profile",
    entityId: profileId,
    before: newest && { version: newest.version, rules: JSON.stringify(newest.rules) },
    after: { version, rules: JSON.stringify(normal) },
    reason,
  });
  return version;
}

/** @throws {AppError} not_found for everybody but platform admins, conflict where the name is taken */
export async function createProfile(viewer: Viewer, input: ProfileInput): Promise<{ id: string }> {
  requireAuthor(viewer);
  await checkName(input.name, null);
  const id = randomUUID();
  await withProfileLock(id, async (tx) => {
    await createProfileRow(tx, id, input);
    await saveVersion(tx, viewer, id, input.rules, input.reason);
  });
  return { id };
}

/** Changes a profile. Rules that differ make the next version; the same rules make none. */
export async function editProfile(
  viewer: Viewer,
  id: string,
  input: ProfileInput,
): Promise<{ version: number | null }> {
  requireAuthor(viewer);
  await getVisibleProfile(viewer, id);
  await checkName(input.name, id);
  return withProfileLock(id, async (tx) => {
    await updateProfileRow(tx, id, input);
    return { version: await saveVersion(tx, viewer, id, input.rules, input.reason) };
  });
}

/** Puts a profile away, or takes that back. Its budgets keep what they have. @throws {AppError} not_found */
export async function archiveProfile(
  viewer: Viewer,
  id: string,
  isArchived: boolean,
): Promise<void> {
  requireAuthor(viewer);
  const { name } = await getVisibleProfile(viewer, id, !isArchived);
  await withProfileLock(id, async (tx) => {
    await setArchived(tx, id, isArchived);
    await recordAudit(tx, {
      viewer,
      action: isArchived ? "budget-profile.delete" : "budget-profile.restore",
      entityKind: "budget-profile",
      entityId: id,
      before: isArchived ? { name } : null,
      after: isArchived ? null : { name },
    });
  });
}

/** Makes an earlier version the newest again, as a version of its own. */
export async function restoreProfileVersion(
  viewer: Viewer,
  id: string,
  { version, reason }: RestoreInput,
): Promise<{ version: number | null }> {
  requireAuthor(viewer);
  await getVisibleProfile(viewer, id);
  const earlier = (await listVersionRows([id])).find((row) => row.version === version);
  if (earlier === undefined) throw toProfileNotFound();
  return withProfileLock(id, async (tx) => {
    const words = `Version ${version} again: ${reason}`;
    return { version: await saveVersion(tx, viewer, id, toRules(earlier), words) };
  });
}
