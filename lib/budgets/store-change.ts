import "server-only";
import { recordAudit } from "@/lib/audit/service";
import { systemViewer, type Viewer } from "@/lib/auth/policy";
import type { Transaction } from "@/lib/db/client";
import type { Lease } from "@/lib/db/lease";
import { fromMicroUsd } from "@/lib/micro-usd";
import type { BudgetReading } from "@/lib/upstream/litellm/budget-writer";
import { finishChange, saveBudget, writeUnderLease, type StoredChange } from "./change-store";
import { BUDGET_FIELDS, isSameField, pickFields, toMicro, type BudgetField } from "./fields";
import type { BudgetFields, BudgetTarget } from "./schema";
import { createTopUp, endTopUps, findActiveTopUp } from "./top-up-store";
import { WRITE_WORDS } from "./words";
import { toFields } from "./write-outcome";

/** A change that LiteLLM has taken over, or a part of it. */
export interface WrittenChange {
  /** Of its ledger entry. */
  id: string;
  viewer: Viewer;
  origin: string;
  reason: string;
  before: BudgetFields;
  written: readonly BudgetField[];
}

/** The clocks of web and worker differ a little: a list asked for within the same second is not newer. */
const CLOCK_STEP_MS = 1_000;

async function keepTopUps(
  tx: Transaction,
  target: BudgetTarget,
  { viewer, origin, before, written }: WrittenChange,
  raisedLimitUsd: number | null,
  resetAt: Date | null,
): Promise<void> {
  if (!written.includes("limit_usd")) return;
  const earlier = await findActiveTopUp(tx, target);
  await endTopUps(target, origin === "top-up-end" ? "ended" : "replaced", tx);
  if (origin !== "top-up" || resetAt === null) return;
  if (before.limit_usd === null || raisedLimitUsd === null) return;
  await createTopUp(tx, target, {
    amountUsd: fromMicroUsd(toMicro(raisedLimitUsd) - toMicro(before.limit_usd)),
    baseLimitUsd: earlier?.base_limit_usd ?? String(before.limit_usd),
    raisedLimitUsd,
    resetAt,
    actor: viewer.email,
  });
}

function saveSnapshot(tx: Transaction, target: BudgetTarget, reading: BudgetReading) {
  return saveBudget(tx, target, reading, new Date(reading.readAt.getTime() + CLOCK_STEP_MS));
}

/** Stores what LiteLLM has, where that is not what was shown. */
export async function saveReading(
  lease: Lease,
  target: BudgetTarget,
  reading: BudgetReading,
): Promise<void> {
  await writeUnderLease(lease, (tx) => saveSnapshot(tx, target, reading));
}

/** Stores what LiteLLM has now, with the ledger and the audit log, in the caller's transaction. */
export async function storeWritten(
  tx: Transaction,
  target: BudgetTarget,
  change: WrittenChange,
  reading: BudgetReading,
  /** What of it was not taken over, in words; null where all was. */
  error: string | null,
): Promise<void> {
  const { id, viewer, origin, reason, before, written } = change;
  const after = toFields(reading.record);
  await saveSnapshot(tx, target, reading);
  await finishChange(target, id, { outcome: "done", before, after, error }, tx);
  await keepTopUps(tx, target, change, after.limit_usd, reading.record.budgetResetAt);
  await recordAudit(tx, {
    viewer,
    action: `budget.${origin === "edit" ? "set" : origin}`,
    entityKind: target.kind,
    entityId: target.id,
    before: pickFields(before, written),
    after: pickFields(after, written),
    reason,
  });
}

/** Finishes the entries of processes that died: what they wanted is there, or it cannot be told. */
export async function settleInterrupted(
  lease: Lease,
  target: BudgetTarget,
  changes: readonly StoredChange[],
  reading: BudgetReading,
): Promise<void> {
  const now = toFields(reading.record);
  await writeUnderLease(lease, async (tx) => {
    for (const { id, actor, origin, before, wanted, reason } of changes) {
      const written = BUDGET_FIELDS.filter((field) => wanted[field] !== undefined);
      const isThere = written.every((field) => isSameField(wanted[field], now[field]));
      if (written.length === 0 || !isThere) {
        await finishChange(target, id, { outcome: "unclear", error: WRITE_WORDS.interrupted }, tx);
        continue;
      }
      const viewer = systemViewer(actor);
      const full = { ...now, ...before };
      const change = { id, viewer, origin, reason: reason ?? "", before: full, written };
      await storeWritten(tx, target, change, reading, null);
    }
  });
}
