import "server-only";
import { getDatabase, type Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { BudgetKind, BudgetTarget } from "./schema";

export interface TopUpRow {
  tenant_id: string;
  kind: BudgetKind;
  entity_id: string;
  amount_usd: string;
  base_limit_usd: string;
  raised_limit_usd: string;
  reset_at: Date;
  actor: string;
}

const COLUMNS = Prisma.sql`u.tenant_id, u.kind::text AS kind, u.entity_id, u.amount_usd::text,
  u.base_limit_usd::text, u.raised_limit_usd::text, u.reset_at, u.actor`;

/** The raise that is in force for a budget. */
export async function findActiveTopUp(
  db: Pick<Transaction, "$queryRaw">,
  target: BudgetTarget,
): Promise<TopUpRow | null> {
  const [row] = await db.$queryRaw<TopUpRow[]>`
    SELECT ${COLUMNS} FROM budget_top_up u
    WHERE u.tenant_id = ${target.tenant_id} AND u.kind = ${target.kind}::budget_kind
      AND u.entity_id = ${target.id} AND u.state = 'active'
    ORDER BY u.id DESC LIMIT 1`;
  return row ?? null;
}

export function findTopUp(target: BudgetTarget): Promise<TopUpRow | null> {
  return findActiveTopUp(getDatabase(), target);
}

export async function endTopUps(
  target: BudgetTarget,
  state: "ended" | "replaced",
  db: Pick<Transaction, "budgetTopUp"> = getDatabase(),
): Promise<void> {
  await db.budgetTopUp.updateMany({
    where: {
      tenantId: target.tenant_id,
      kind: target.kind,
      entityId: target.id,
      state: "active",
    },
    data: { state, endedAt: new Date() },
  });
}

export interface NewTopUp {
  amountUsd: number;
  baseLimitUsd: string;
  raisedLimitUsd: number;
  resetAt: Date;
  actor: string;
}

export async function createTopUp(
  tx: Transaction,
  target: BudgetTarget,
  topUp: NewTopUp,
): Promise<void> {
  const { tenant_id: tenantId, kind, id: entityId } = target;
  await tx.budgetTopUp.create({ data: { tenantId, kind, entityId, ...topUp } });
}

/** Raises whose period LiteLLM has ended: its reset date has moved on. */
export function listDueTopUps(): Promise<TopUpRow[]> {
  return getDatabase().$queryRaw<TopUpRow[]>`
    SELECT ${COLUMNS} FROM budget_top_up u
    JOIN budget_row b ON b.kind = u.kind::text AND b.tenant_id = u.tenant_id AND b.id = u.entity_id
    WHERE u.state = 'active' AND u.reset_at < now()
      AND (b.budget_reset_at IS NULL OR b.budget_reset_at > u.reset_at)`;
}
