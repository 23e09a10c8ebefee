import { stringify } from "csv-stringify/sync";
import type { Snapshot } from "@/lib/freshness/schema";

export type Cell = string | number | null;

export interface CsvTable {
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

interface CsvHead {
  title: string;
  subject: string | null;
  range: { start_date: string; end_date: string } | null;
  filters: readonly string[];
  snapshot: Snapshot;
}

/** Micro-dollars as text without an exponent or trailing zeros. */
export function toUsdText(amount: number): string {
  return amount.toFixed(6).replace(/\.?0+$/, "");
}

/** RFC 4180 with a head that says what it is, how it was filtered and how old it is. Formulas are defused. */
export function toCsv(head: CsvHead, table: CsvTable): string {
  const { snapshot, range } = head;
  const lines: Cell[][] = [
    ["# Tokenroll", head.title],
    ...(head.subject === null ? [] : [["# For", head.subject]]),
    ...(range === null ? [] : [["# UTC days", `${range.start_date} to ${range.end_date}`]]),
    ["# Filters", head.filters.length > 0 ? head.filters.join("; ") : "none"],
    ["# As of", snapshot.asOf?.toISOString() ?? "nothing read yet"],
    ["# State", snapshot.reason ? `${snapshot.state}: ${snapshot.reason}` : snapshot.state],
  ];
  return stringify([...lines, [...table.columns], ...table.rows.map((row) => [...row])], {
    escape_formulas: true,
    bom: true,
    record_delimiter: "windows",
  });
}
