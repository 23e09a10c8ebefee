import type { CsvTable } from "@/lib/http/csv";
import type { BudgetDetail, BudgetList } from "./schema";

export function toBudgetListCsv(list: BudgetList): CsvTable {
  return {
    columns: [
      ...["kind", "id", "name", "tenant_id", "tenant_name", "spend_usd", "soft_limit_usd"],
      ...[
        "limit_usd",
        "used_share",
        "duration",
        "reset_at",
        "runs_out_at",
        "pace",
        "state",
        "is_blocked",
      ],
    ],
    rows: list.items.map((row) => [
      ...[row.kind, row.id, row.name, row.tenant_id, row.tenant_name, row.spend_usd],
      ...[row.soft_limit_usd, row.limit_usd, row.used_share, row.duration, row.reset_at],
      ...[row.runs_out_at, row.pace, row.state, String(row.is_blocked)],
    ]),
  };
}

/** The ledger of one budget. */
export function toBudgetDetailCsv(detail: BudgetDetail): CsvTable {
  return {
    columns: ["at", "actor", "origin", "outcome", "before", "after", "reason", "error"],
    rows: detail.changes.map((change) => [
      ...[change.at, change.actor, change.origin, change.outcome],
      ...[JSON.stringify(change.before), JSON.stringify(change.after)],
      ...[change.reason, change.error],
    ]),
  };
}
