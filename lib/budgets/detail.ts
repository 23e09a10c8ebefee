import "server-only";
import { canChangeBudgets, type Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { toRoundedUsd } from "@/lib/money";
import type { Panel } from "@/lib/http/panel";
import { findBudget, listChanges, type StoredChange } from "./change-store";
import { listMoved, pickFields } from "./fields";
import { readOutlook } from "./outlook";
import { toBudgetRow, toBudgetScope } from "./rows";
import {
  budgetKindSchema,
  type BudgetChangeRow,
  type BudgetDetail,
  type BudgetTarget,
  type TopUpRow,
} from "./schema";
import { toBudgetPanel } from "./service";
import { findTopUp, type TopUpRow as StoredTopUp } from "./top-up-store";
import { WRITE_WORDS } from "./words";

const LEDGER_LENGTH = 50;
/** Stands for the tenant of an account in an address, where a segment cannot be empty. */
const NO_TENANT = "-";

export interface BudgetAddress {
  tenantId: string;
  kind: string;
  entityId: string;
}

/** The same words for what does not exist and what may not be seen. */
const toNotFound = () => new AppError("not_found", WRITE_WORDS.unseen);

function toTargetOfAddress({ tenantId, kind, entityId }: BudgetAddress): BudgetTarget {
  const parsed = budgetKindSchema.safeParse(kind);
  if (!parsed.success) throw toNotFound();
  return { kind: parsed.data, tenant_id: tenantId === NO_TENANT ? "" : tenantId, id: entityId };
}

function toChangeRow(change: StoredChange, canUndo: boolean): BudgetChangeRow {
  const after = change.after ?? change.wanted;
  const moved = listMoved(change.before, after);
  return {
    id: change.id,
    batch_id: change.batch_id,
    origin: change.origin,
    at: change.at.toISOString(),
    actor: change.actor,
    outcome: change.outcome,
    before: pickFields(change.before, moved),
    after: pickFields(after, moved),
    reason: change.reason,
    error: change.error,
    can_undo: canUndo && change.outcome === "done" && !change.is_undone && moved.length > 0,
  };
}

function toTopUpRow(row: StoredTopUp | null): TopUpRow | null {
  return (
    row && {
      amount_usd: toRoundedUsd(row.amount_usd),
      base_limit_usd: toRoundedUsd(row.base_limit_usd),
      until: row.reset_at.toISOString(),
      actor: row.actor,
    }
  );
}

/** One budget with its ledger. @throws {AppError} not_found, also where the viewer may not see it */
export async function openBudgetDetail(
  viewer: Viewer,
  address: BudgetAddress,
): Promise<Panel<BudgetDetail>> {
  const target = toTargetOfAddress(address);
  const row = await findBudget(toBudgetScope(viewer), target);
  if (row === null) throw toNotFound();
  const now = new Date();
  const [changes, topUp, outlook] = await Promise.all([
    listChanges(target, LEDGER_LENGTH),
    findTopUp(target),
    readOutlook(row, target, now),
  ]);
  const canUndo = canChangeBudgets(viewer, row.tenant_id);
  return toBudgetPanel(viewer, {
    budget: toBudgetRow(viewer, row, now),
    top_up: toTopUpRow(topUp),
    ...outlook,
    changes: changes.map((change) => toChangeRow(change, canUndo)),
  });
}
