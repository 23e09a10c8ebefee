import "server-only";
import { randomUUID } from "node:crypto";
import pLimit from "p-limit";
import { canChangeBudgets, toTenantScope, type Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { toRoundedUsd } from "@/lib/money";
import { applyBudgetChange, type ChangeOrder } from "./apply-change";
import { findBudget, findSharing, listBatch, type StoredChange } from "./change-store";
import { listMoved, pickFields, toBudgetFields } from "./fields";
import { planBudgetEdit } from "./plan-edit";
import { toBudgetName } from "./rows";
import type {
  BudgetChangeRequest,
  BudgetChangeResult,
  BudgetEdit,
  BudgetFields,
  BudgetOutcome,
  BudgetPreview,
  BudgetPreviewRequest,
  BudgetTarget,
} from "./schema";
import type { StoredBudget } from "./store";
import { toTarget } from "./target";
import { WRITE_WORDS } from "./words";

/** Budgets of a change in work at once, so that one change does not keep LiteLLM to itself. */
const AT_ONCE = 3;

/** The same words for what does not exist and what may not be changed. */
const toBudgetNotFound = () => new AppError("not_found", WRITE_WORDS.unknown);

/** @throws {AppError} not_found where any of them is unknown or not the viewer's to change */
async function getChangeable(
  viewer: Viewer,
  targets: readonly BudgetTarget[],
): Promise<StoredBudget[]> {
  const scope = toTenantScope(viewer);
  const limit = pLimit(AT_ONCE);
  return Promise.all(
    targets.map((target) =>
      limit(async () => {
        if (!canChangeBudgets(viewer, target.tenant_id)) throw toBudgetNotFound();
        const row = await findBudget(scope, target);
        if (row === null) throw toBudgetNotFound();
        if (row.is_organization) throw new AppError("bad_request", WRITE_WORDS.organization);
        return row;
      }),
    ),
  );
}

export function toStoredFields(row: StoredBudget): BudgetFields {
  return {
    limit_usd: toRoundedUsd(row.max_budget_usd),
    soft_limit_usd: toRoundedUsd(row.soft_budget_usd),
    duration: row.budget_duration,
    is_blocked: row.is_blocked,
  };
}

/** What an edit would do, from the newest snapshot; nothing is sent. */
export async function previewBudgetEdit(
  viewer: Viewer,
  request: BudgetPreviewRequest,
): Promise<{ rows: BudgetPreview[] }> {
  const { targets, edit } = request;
  const found = await getChangeable(viewer, targets);
  const rows = found.map(async (row): Promise<BudgetPreview> => {
    const reset_at = row.budget_reset_at?.toISOString() ?? null;
    const plan = planBudgetEdit({ ...toStoredFields(row), kind: row.kind, reset_at }, edit);
    const { before, after, issues } = plan;
    return {
      ...{ ...toTarget(row), name: toBudgetName(row), before, after, issues, reset_at },
      spend_usd: toRoundedUsd(row.spend_usd),
      is_top_up: edit.top_up_usd !== undefined,
      sharing: row.kind === "account" ? await findSharing(row.id) : null,
    };
  });
  return { rows: await Promise.all(rows) };
}

/** One budget alone answers with its status; many answer one by one. */
function throwWhereAlone(outcomes: readonly BudgetOutcome[]): void {
  const [only] = outcomes;
  if (outcomes.length !== 1 || only === undefined) return;
  const { outcome, issues } = only;
  const message = only.message ?? "";
  if (outcome === "conflict") throw new AppError("conflict", message, { issues });
  if (outcome === "invalid") throw new AppError("bad_request", message, { issues });
  if (outcome === "refused" || outcome === "failed" || outcome === "unclear") {
    throw new AppError("upstream_failed", message, { issues });
  }
}

async function applyAll(
  items: readonly { row: StoredBudget; expected: BudgetFields; edit: BudgetEdit }[],
  order: Omit<ChangeOrder, "expected" | "edit">,
): Promise<BudgetOutcome[]> {
  const limit = pLimit(AT_ONCE);
  return Promise.all(
    items.map(({ row, expected, edit }) =>
      limit(() => applyBudgetChange(row, { ...order, expected, edit })),
    ),
  );
}

/**
 * Changes budgets, one or many, each for itself.
 * @throws {AppError} not_found; for a single budget also conflict, bad_request and upstream_failed
 */
export async function changeBudgets(
  viewer: Viewer,
  request: BudgetChangeRequest,
  origin: "edit" | "profile" = "edit",
): Promise<BudgetChangeResult> {
  const rows = await getChangeable(viewer, request.targets);
  const batchId = randomUUID();
  const items = rows.map((row, index) => ({
    row,
    edit: request.edit,
    expected: request.targets[index]?.expected ?? toStoredFields(row),
  }));
  const outcomes = await applyAll(items, {
    batchId,
    viewer,
    origin: request.edit.top_up_usd === undefined ? origin : "top-up",
    undoesBatchId: null,
    reason: request.reason,
  });
  throwWhereAlone(outcomes);
  return { batch_id: batchId, outcomes };
}

/** The way back of a change that was made: the fields that it moved, to what they were. */
function toReverse(change: StoredChange): { edit: BudgetEdit; expected: BudgetFields } | null {
  const before = change.before as BudgetFields;
  const after = change.after as BudgetFields | null;
  if (change.outcome !== "done" || after === null) return null;
  return { edit: pickFields(before, listMoved(before, after)), expected: toBudgetFields(after) };
}

/**
 * Takes a batch back, budget by budget; one that somebody changed since is left alone and says so.
 * @throws {AppError} not_found, or conflict where nothing of it can be taken back any more
 */
export async function undoBudgetBatch(
  viewer: Viewer,
  batchId: string,
): Promise<BudgetChangeResult> {
  const changes = (await listBatch(batchId)).filter((change) =>
    canChangeBudgets(viewer, change.tenant_id),
  );
  if (changes.length === 0) throw toBudgetNotFound();
  const open = changes.flatMap((change) => {
    const reverse = change.is_undone ? null : toReverse(change);
    return reverse === null ? [] : [{ change, reverse }];
  });
  if (open.length === 0) throw new AppError("conflict", WRITE_WORDS.undone);
  const targets = open.map(({ change }) => ({
    kind: change.kind,
    tenant_id: change.tenant_id,
    id: change.entity_id,
  }));
  const rows = await getChangeable(viewer, targets);
  const items = rows.flatMap((row, index) => {
    const reverse = open[index]?.reverse;
    return reverse === undefined ? [] : [{ row, ...reverse }];
  });
  const undoId = randomUUID();
  const outcomes = await applyAll(items, {
    batchId: undoId,
    viewer,
    origin: "undo",
    undoesBatchId: batchId,
    reason: WRITE_WORDS.takenBack,
  });
  throwWhereAlone(outcomes);
  return { batch_id: undoId, outcomes };
}
