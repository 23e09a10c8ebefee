import type { AccountsReading } from "@/lib/freshness/store";
import { toPersonSpending, type AccountRow } from "@/lib/spending/account-figures";
import type { PersonKind } from "@/lib/spending/identity";
import type { AccountFigures } from "@/lib/spending/schema";
import type { PersonRow } from "./schema";

/** state, spend, place in `limits` (-1: none), blocked */
export type ExportAccount = [AccountFigures["state"], number | null, number, 0 | 1];

/** id, name, web, cli, premium, total, status, the three accounts */
export type ExportPerson = [
  string,
  string | null,
  number | null,
  number | null,
  number | null,
  number,
  PersonRow["status"],
  ExportAccount[],
];

/** soft, hard, cycle, reset (ISO) */
export type ExportLimit = [number | null, number | null, string | null, string | null];

/** What the exported page carries: limits that many share are in it once. */
export interface ExportData {
  people: ExportPerson[];
  limits: ExportLimit[];
  kinds: readonly PersonKind[];
}

function groupByPerson(rows: readonly AccountRow[]): Map<string, AccountRow[]> {
  const groups = new Map<string, AccountRow[]>();
  for (const row of rows) {
    const known = groups.get(row.person_id);
    if (known) known.push(row);
    else groups.set(row.person_id, [row]);
  }
  return groups;
}

/** Puts people and their accounts into as little text as works. */
export function toExportData(
  people: readonly PersonRow[],
  accounts: readonly AccountRow[],
  { reading, kinds }: { reading: Pick<AccountsReading, "listedAt">; kinds: readonly PersonKind[] },
  now: Date,
): ExportData {
  const byPerson = groupByPerson(accounts);
  const limits: ExportLimit[] = [];
  const places = new Map<string, number>();
  const toPlace = (account: AccountFigures): number => {
    const limit: ExportLimit = [
      account.soft_limit_usd,
      account.limit_usd,
      account.duration,
      account.reset_at,
    ];
    if (account.limit_usd === null && account.soft_limit_usd === null) return -1;
    const key = JSON.stringify(limit);
    const place = places.get(key) ?? limits.push(limit) - 1;
    places.set(key, place);
    return place;
  };
  return {
    kinds,
    limits,
    people: people.map((row) => {
      const spending = toPersonSpending(
        row.person_id,
        byPerson.get(row.person_id) ?? [],
        reading.listedAt,
        now,
      );
      const shown = spending.accounts.map((account): ExportAccount => [
        account.state,
        account.spend_usd,
        toPlace(account),
        account.is_blocked ? 1 : 0,
      ]);
      const { person_id: id, name, web_usd: web, cli_usd: cli, premium_usd: premium } = row;
      return [id, name, web, cli, premium, row.total_usd, row.status, shown];
    }),
  };
}
