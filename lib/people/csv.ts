import { toUsdText, type CsvTable } from "@/lib/http/csv";
import type { PersonKind } from "@/lib/spending/identity";
import type { PersonRow } from "./schema";
import { toStateWords } from "./words";

type Amounts = Pick<PersonRow, "web_usd" | "cli_usd" | "premium_usd">;

export const toAmount = (row: Amounts, kind: PersonKind) =>
  ({ web: row.web_usd, cli: row.cli_usd, premium: row.premium_usd })[kind];

const toUsdCell = (amount: number | null) => (amount === null ? null : toUsdText(amount));

/** One line a person, in the order they come. */
export function toPersonTable(rows: readonly PersonRow[], kinds: readonly PersonKind[]): CsvTable {
  return {
    columns: [
      "user",
      "name",
      ...kinds.map((kind) => `${kind}_usd`),
      "total_usd",
      "status",
      "reset_at",
    ],
    rows: rows.map((row) => [
      row.person_id,
      row.name,
      ...kinds.map((kind) => toUsdCell(toAmount(row, kind))),
      toUsdText(row.total_usd),
      toStateWords(row),
      row.reset_at,
    ]),
  };
}
