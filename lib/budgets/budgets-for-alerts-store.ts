import "server-only";
import { getDatabase } from "@/lib/db/client";
import { BUDGET_COLUMNS, type StoredBudget } from "./store";

const MAX_WATCHED = 20_000;

/**
 * Limited budgets that are worth a look: used far enough, or with an alert that is open.
 * People's accounts are tens of thousands: only those that a rule names.
 * @param fromShare the lowest share of the limit that anybody wants to hear of
 */
export function listWatchedBudgets(
  fromShare: number,
  accountIds: readonly string[],
): Promise<StoredBudget[]> {
  return getDatabase().$queryRaw<StoredBudget[]>`
    SELECT ${BUDGET_COLUMNS} FROM budget_row b
    WHERE max_budget_usd IS NOT NULL AND (kind <> 'account' OR id = ANY(${[...accountIds]}))
      AND (used_share >= ${fromShare}::float8 OR EXISTS (
      SELECT 1 FROM alert a WHERE a.tenant_id = b.tenant_id AND a.kind::text = b.kind
        AND a.entity_id = b.id AND a.state <> 'resolved'))
    ORDER BY used_share DESC LIMIT ${MAX_WATCHED}`;
}
