import type { CsvTable } from "@/lib/http/csv";
import { addRoundedUsd } from "@/lib/micro-usd";
import type { PersonSpending, SpendHistory } from "./schema";
import { KIND_LABELS } from "./words";

export function toAccountsCsv(spending: PersonSpending): CsvTable {
  return {
    columns: [
      "account",
      "state",
      "spend_usd",
      "limit_usd",
      "soft_limit_usd",
      "used_percent",
      "reset_at",
      "as_of",
    ],
    rows: spending.accounts.map((account) => [
      KIND_LABELS[account.kind],
      account.state,
      account.spend_usd,
      account.limit_usd,
      account.soft_limit_usd,
      account.used_share === null ? null : Math.round(account.used_share * 10_000) / 100,
      account.reset_at,
      account.as_of,
    ]),
  };
}

export function toDaysCsv({ days }: SpendHistory): CsvTable {
  return {
    columns: ["day", "web_usd", "cli_usd", "premium_usd", "total_usd"],
    rows: days.map((day) => [
      day.day,
      day.web_usd,
      day.cli_usd,
      day.premium_usd,
      addRoundedUsd([day.web_usd, day.cli_usd, day.premium_usd]),
    ]),
  };
}
