import { isPersonId, toPersonId } from "@/lib/spending/identity";
import type { ImportColumn, ImportPerson, ImportPreview, ImportRemark } from "./schema";

/** A cell as a spreadsheet or a text file has it; null for an empty one. */
export type Cell = string | number | boolean | Date | null;

export interface ImportedSheet {
  name: string;
  rows: readonly (readonly Cell[])[];
}

/** All of it; a preview shows the first of each list. */
export interface ParsedPeople extends Pick<ImportPreview, "columns" | "column" | "name_column"> {
  people: ImportPerson[];
  merged: ImportRemark[];
  leftOut: ImportRemark[];
}

const E_MAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
const IN_BRACKETS = /<([^<>]+)>\s*$/;
const TOTAL = /^(?:grand\s+)?(?:total|sum|summe|итого)\b/i;
const NAME_HEADER = /\bname\b|participant|person/i;
const MAX_SHOWN_TEXT = 80;
/** A longer text is no name with an e-mail, and the patterns above would be slow on it. */
const MAX_EMAIL_TEXT = 512;

function toText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  return (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)).trim();
}

/** `Nina <mailto:NINA@example.com>` is nina@example.com; "" where there is no e-mail. */
export function toEmail(cell: Cell | undefined): string {
  const whole = toText(cell);
  if (whole.length > MAX_EMAIL_TEXT) return "";
  const text = whole.replaceAll("\u00a0", " ").trim();
  const bare = (IN_BRACKETS.exec(text)?.[1] ?? text).replace(/^mailto:/i, "");
  const email = toPersonId(bare.replace(/[;,]+$/, ""));
  return E_MAIL.test(email) && isPersonId(email) && email.length <= 128 ? email : "";
}

/** The row that names the columns: the last one before the first e-mail that has words in it. */
function findHeader(rows: ImportedSheet["rows"], column: number | null): number | null {
  const first = column === null ? -1 : rows.findIndex((row) => toEmail(row[column]) !== "");
  for (let index = first - 1; index >= 0 && index >= first - 5; index -= 1) {
    if (toText(rows[index]?.[column ?? 0]) !== "") return index;
  }
  return null;
}

function listColumns(rows: ImportedSheet["rows"]): { index: number; email_count: number }[] {
  const counts: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      counts[index] = (counts[index] ?? 0) + (toEmail(cell) === "" ? 0 : 1);
    }
  }
  return counts.map((count, index) => ({ index, email_count: count }));
}

function findNameColumn(headers: readonly ImportColumn[], column: number): number | null {
  const named = headers.filter((one) => one.index !== column && NAME_HEADER.test(one.header));
  const best = named.find((one) => /full|display/i.test(one.header)) ?? named[0];
  return best?.index ?? null;
}

function toRowText(cells: readonly Cell[]): string {
  const texts = cells.map((cell) => toText(cell)).filter(Boolean);
  return texts.join(" · ").slice(0, MAX_SHOWN_TEXT);
}

function toReason(cells: readonly Cell[], emailColumn: number): ImportRemark["reason"] {
  if (cells.some((cell) => TOTAL.test(toText(cell)))) return "totals";
  return toText(cells[emailColumn]) === "" ? "no_email" : "not_an_email";
}

function sortRows(
  rows: ImportedSheet["rows"],
  from: number,
  columns: { email: number; name: number | null },
): Pick<ParsedPeople, "people" | "merged" | "leftOut"> {
  const people = new Map<string, ImportPerson>();
  const merged: ImportRemark[] = [];
  const leftOut: ImportRemark[] = [];
  for (const [index, cells] of rows.entries()) {
    const isBlank = cells.every((cell) => toText(cell) === "");
    if (index < from || isBlank) continue;
    const row = index + 1;
    const email = toEmail(cells[columns.email]);
    const known = people.get(email);
    if (email === "") {
      leftOut.push({ row, text: toRowText(cells), reason: toReason(cells, columns.email) });
    } else if (known) {
      merged.push({ row, text: email, reason: "duplicate", first_row: known.row });
    } else {
      const name = columns.name === null ? "" : toText(cells[columns.name]);
      people.set(email, { row, person_id: email, name: name === "" ? null : name.slice(0, 120) });
    }
  }
  return { people: [...people.values()], merged, leftOut };
}

/**
 * Finds the people in a sheet: the column of their e-mails (unless it is given), who is in it, what was merged,
 * and what was left out and why. Blank rows are skipped.
 */
export function parsePeople({ rows }: ImportedSheet, wanted?: number): ParsedPeople {
  const counted = listColumns(rows);
  const best = counted.reduce<{ index: number; email_count: number } | null>(
    (most, one) => (one.email_count > (most?.email_count ?? 0) ? one : most),
    null,
  );
  const column = counted.find((one) => one.index === wanted)?.index ?? best?.index ?? null;
  const header = findHeader(rows, column);
  const columns = counted.map((one) => ({
    ...one,
    header:
      (header === null ? "" : toText(rows[header]?.[one.index]).slice(0, MAX_SHOWN_TEXT)) ||
      `Column ${one.index + 1}`,
  }));
  const nameColumn = column === null || header === null ? null : findNameColumn(columns, column);
  const found =
    column === null
      ? { people: [], merged: [], leftOut: [] }
      : sortRows(rows, header === null ? 0 : header + 1, { email: column, name: nameColumn });
  return { columns, column, name_column: nameColumn, ...found };
}
