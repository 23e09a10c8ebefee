import { toUsdText, type CsvTable } from "@/lib/http/csv";
import type { PeoplePage, PersonRow } from "./schema";

export const STATUS_WORDS = {
  active: "Active",
  no_spend: "No spend",
  not_found: "Not in LiteLLM",
  partial: "Partial",
} as const;

function toUsdCell(amount: number | null): string | null {
  return amount === null ? null : toUsdText(amount);
}

/** One line a person, in the order they come. */
export function toPersonTable(rows: readonly PersonRow[]): CsvTable {
  return {
    columns: ["user", "name", "web_usd", "cli_usd", "premium_usd", "total_usd", "status"],
    rows: rows.map((row) => [
      row.person_id,
      row.name,
      toUsdCell(row.web_usd),
      toUsdCell(row.cli_usd),
      toUsdCell(row.premium_usd),
      toUsdText(row.total_usd),
      STATUS_WORDS[row.status],
    ]),
  };
}

export function toPeopleCsv(page: PeoplePage): CsvTable {
  return toPersonTable(page.items);
}
