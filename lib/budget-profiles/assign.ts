import "server-only";
import { recordAudit } from "@/lib/audit/service";
import { canChangeBudgets, toTenantScope, type Viewer } from "@/lib/auth/policy";
import { changeBudgets, previewBudgetEdit } from "@/lib/budgets/changes";
import type {
  BudgetChangeResult,
  BudgetFields,
  BudgetOutcome,
  BudgetOutcomeName,
  BudgetTarget,
} from "@/lib/budgets/schema";
import { toBudgetKey } from "@/lib/budgets/target";
import { AppError, type AppErrorCode } from "@/lib/errors";
import type {
  ApplyInput,
  AssignInput,
  ProfilePreview,
  ProfileRules,
  UnassignInput,
} from "./schema";
import { getVisibleProfile, toProfileNotFound, toRules } from "./service";
import {
  deleteAssignment,
  listAssignmentRows,
  listVersionRows,
  saveApplied,
  saveAssignment,
  withProfileLock,
  type StoredProfile,
} from "./store";
import { toProfileEdit } from "./versions";

function isFor(profile: StoredProfile, tenantId: string): boolean {
  return profile.isForAllTenants || profile.tenantIds.includes(tenantId);
}

function checkTargets(
  viewer: Viewer,
  profile: StoredProfile,
  targets: readonly BudgetTarget[],
): void {
  const isOwn = ({ tenant_id }: BudgetTarget) =>
    canChangeBudgets(viewer, tenant_id) && isFor(profile, tenant_id);
  if (!targets.every(isOwn)) throw toProfileNotFound();
}

/** Assigns budgets; nothing is written to LiteLLM yet. @throws {AppError} not_found */
export async function assignProfile(
  viewer: Viewer,
  profileId: string,
  { targets, pinned_version: pinnedVersion }: AssignInput,
): Promise<void> {
  const profile = await getVisibleProfile(viewer, profileId);
  checkTargets(viewer, profile, targets);
  const versions = await listVersionRows([profileId]);
  if (pinnedVersion !== null && !versions.some(({ version }) => version === pinnedVersion)) {
    throw toProfileNotFound();
  }
  await withProfileLock(profileId, async (tx) => {
    for (const target of targets) {
      const values = { profileId, pinnedVersion, assignedBy: viewer.email, at: new Date() };
      await saveAssignment(tx, target, values);
      await recordAudit(tx, {
        viewer,
        action: "budget-profile.assign",
        entityKind: target.kind,
        entityId: target.id,
        before: null,
        after: { profile: profile.name, pinnedVersion },
      });
    }
  });
}

/** What was applied stays in LiteLLM; only the tie is cut. */
export async function unassignProfile(
  viewer: Viewer,
  profileId: string,
  { targets }: UnassignInput,
): Promise<void> {
  const profile = await getVisibleProfile(viewer, profileId);
  if (!targets.every(({ tenant_id }) => canChangeBudgets(viewer, tenant_id))) {
    throw toProfileNotFound();
  }
  await withProfileLock(profileId, async (tx) => {
    for (const target of targets) {
      await deleteAssignment(tx, target, profileId);
      await recordAudit(tx, {
        viewer,
        action: "budget-profile.unassign",
        entityKind: target.kind,
        entityId: target.id,
        before: { profile: profile.name },
        after: null,
      });
    }
  });
}

interface Assigned {
  target: BudgetTarget;
  version: number;
  rules: ProfileRules;
}

/** The viewer's assignments with the rules that hold for each. */
async function listAssigned(viewer: Viewer, profileId: string): Promise<Assigned[]> {
  const [rows, versions] = await Promise.all([
    listAssignmentRows(toTenantScope(viewer), [profileId]),
    listVersionRows([profileId]),
  ]);
  const newest = versions[0]?.version ?? 0;
  return rows
    .filter((row) => canChangeBudgets(viewer, row.tenantId))
    .flatMap((row) => {
      const version = row.pinnedVersion ?? newest;
      const found = versions.find((one) => one.version === version);
      const target = { kind: row.kind, tenant_id: row.tenantId, id: row.entityId };
      return found ? [{ target, version, rules: toRules(found) }] : [];
    });
}

/** What applying the profile would change in LiteLLM, budget by budget; nothing is sent. */
export async function previewProfile(viewer: Viewer, profileId: string): Promise<ProfilePreview> {
  await getVisibleProfile(viewer, profileId);
  const assigned = await listAssigned(viewer, profileId);
  const rows = await Promise.all(
    assigned.map(async ({ target, version, rules }) => {
      const edit = toProfileEdit(target.kind, rules);
      const preview = await previewBudgetEdit(viewer, { targets: [target], edit }).catch(
        (error: unknown) => {
          // A budget that LiteLLM no longer lists has nothing to preview.
          if (error instanceof AppError && error.code === "not_found") return { rows: [] };
          throw error;
        },
      );
      return preview.rows.map((row) => ({ ...row, version, expected: row.before }));
    }),
  );
  return { rows: rows.flat() };
}

/** Older releases of LiteLLM keep no soft limit on a key; what a profile says besides holds all the same. */
function isAllButSoftLimit({ kind }: BudgetTarget, { issues }: AppError): boolean {
  return (
    kind === "agent" && issues.length > 0 && issues.every(({ field }) => field === "soft_limit_usd")
  );
}

const OUTCOMES: Partial<Record<AppErrorCode, BudgetOutcomeName>> = {
  conflict: "conflict",
  bad_request: "invalid",
};

async function writeOne(
  viewer: Viewer,
  profile: StoredProfile,
  { target, rules, version }: Assigned,
  expected: BudgetFields,
  reason: string,
): Promise<BudgetOutcome> {
  const request = {
    targets: [{ ...target, expected }],
    edit: toProfileEdit(target.kind, rules),
    reason: `Profile ${profile.name}, version ${version}: ${reason}`,
  };
  try {
    const [outcome] = (await changeBudgets(viewer, request, "profile")).outcomes;
    if (outcome === undefined) throw toProfileNotFound();
    return outcome;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const outcome = isAllButSoftLimit(target, error) ? "done" : (OUTCOMES[error.code] ?? "refused");
    const { message, issues } = error;
    return { ...target, name: target.id, outcome, message, now: null, issues: [...issues] };
  }
}

async function applyOne(
  viewer: Viewer,
  profile: StoredProfile,
  one: Assigned,
  expected: BudgetFields,
  reason: string,
): Promise<BudgetOutcome> {
  const outcome = await writeOne(viewer, profile, one, expected, reason);
  if (outcome.outcome === "done" || outcome.outcome === "unchanged") {
    const { id, name } = profile;
    const { version, rules, target } = one;
    const applied = { id, name, author: viewer.email, version, rules };
    await withProfileLock(id, (tx) => saveApplied(tx, target, applied));
  }
  return outcome;
}

/** Writes what the profile says to LiteLLM, each budget for itself. @throws {AppError} not_found */
export async function applyProfile(
  viewer: Viewer,
  profileId: string,
  { targets, reason }: ApplyInput,
): Promise<BudgetChangeResult> {
  const profile = await getVisibleProfile(viewer, profileId);
  const assigned = await listAssigned(viewer, profileId);
  const outcomes: BudgetOutcome[] = [];
  for (const { expected, ...target } of targets) {
    const one = assigned.find((known) => toBudgetKey(known.target) === toBudgetKey(target));
    if (one === undefined) throw toProfileNotFound();
    outcomes.push(await applyOne(viewer, profile, one, expected, reason));
  }
  return { batch_id: profileId, outcomes };
}
