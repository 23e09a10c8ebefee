import { isPersonId, toPersonId } from "@/lib/spending/identity";
import type { ImportColumn, ImportPerson, ImportPreview, ImportRemark } from "./schema";

/** A cell as a spreadsheet or a text file has it; null for an empty one. */
export type Cell = string | number | boolean | Date | null;

export interface ImportedSheet {
  name: string;
  rows: readonly (readonly Cell[])[];
  /** Cells of the whole file whose formula was never calculated: they have no value. */
  uncalculated?: number;
}

/** All of it; a preview shows the first of each list. */
export interface ParsedPeople extends Pick<ImportPreview, "columns" | "column" | "name_columns"> {
  people: ImportPerson[];
  merged: ImportRemark[];
  leftOut: ImportRemark[];
}

const E_MAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
const TOTAL = /^(?:grand\s+)?(?:total|subtotal|sum|summe|count|anzahl|итого)\b/i;
const NAME_HEADER = /\bname\b|participant|person/i;
const FIRST_NAME_HEADER = /first|given|vorname/i;
const LAST_NAME_HEADER = /last|family|surname|nachname/i;
/** The e-mail of somebody else than the person of the row. */
const OTHERS_HEADER = /manager|supervisor|boss|lead|approver|sponsor|vorgesetzt|\bcc\b/i;
const MAX_SHOWN_TEXT = 80;
const MAX_NAME = 120;
/** A longer text is no name with an e-mail, and the pattern above would be slow on it. */
const MAX_EMAIL_TEXT = 512;

function toText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  return (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)).trim();
}

export const isEmail = (id: string) => E_MAIL.test(id);

function toAddress(text: string): string {
  const email = toPersonId(text.replace(/^mailto:/i, "").replace(/[;,]+$/, ""));
  return E_MAIL.test(email) && isPersonId(email) && email.length <= 128 ? email : "";
}

/** `"Berg, Nina" <mailto:NINA@example.com>` is nina@example.com and her name; "" where there is no e-mail. */
export function toAddressee(cell: Cell | undefined): { email: string; name: string } {
  const text = toText(cell).replaceAll("\u00a0", " ");
  if (text.length > MAX_EMAIL_TEXT) return { email: "", name: "" };
  const [open, close] = [text.lastIndexOf("<"), text.lastIndexOf(">")];
  if (open < 0 || close < open) return { email: toAddress(text), name: "" };
  const name = text.slice(0, open).replaceAll('"', "").trim();
  return { email: toAddress(text.slice(open + 1, close).trim()), name: name.slice(0, MAX_NAME) };
}

const toEmail = (cell: Cell | undefined) => toAddressee(cell).email;

const isTotals = (cells: readonly Cell[]) => cells.some((cell) => TOTAL.test(toText(cell)));
const isCount = (text: string) => /^[\d.,\s]+$/.test(text);

/** The row that names the columns: the last one before the first e-mail with words, which are no totals. */
function findHeader(rows: ImportedSheet["rows"], column: number): number | null {
  const first = rows.findIndex((row) => toEmail(row[column]) !== "");
  for (let index = first - 1; index >= 0 && index >= first - 5; index -= 1) {
    const texts = (rows[index] ?? []).map((cell) => toText(cell));
    const words = texts[column] ?? "";
    const isTotalsRow = TOTAL.test(texts.find((text) => text !== "") ?? "");
    if (words !== "" && !isCount(words) && !isTotalsRow) return index;
  }
  return null;
}

interface CountedColumn {
  index: number;
  email_count: number;
  /** A manager's e-mail stands in many rows, a person's in one. */
  different: number;
}

function listColumns(rows: ImportedSheet["rows"]): CountedColumn[] {
  const found: ({ count: number; emails: Set<string> } | undefined)[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      const column = (found[index] ??= { count: 0, emails: new Set() });
      const email = toEmail(cell);
      if (email === "") continue;
      column.count += 1;
      column.emails.add(email);
    }
  }
  return Array.from(found, (column, index) => ({
    index,
    email_count: column?.count ?? 0,
    different: column?.emails.size ?? 0,
  }));
}

/** The column of most different e-mails; of two alike the one that is not a manager's. */
function findEmailColumn(rows: ImportedSheet["rows"], counted: readonly CountedColumn[]) {
  const most = counted.reduce((largest, column) => Math.max(largest, column.different), 0);
  if (most === 0) return null;
  const best = counted.filter((column) => column.different === most);
  const isOwn = ({ index }: CountedColumn) => {
    const header = findHeader(rows, index);
    return header === null || !OTHERS_HEADER.test(toText(rows[header]?.[index]));
  };
  return (best.find(isOwn) ?? best[0])?.index ?? null;
}

/** One column with the whole name, or the first name's and the last name's. */
function findNameColumns(headers: readonly ImportColumn[], column: number): number[] {
  const others = headers.filter((one) => one.index !== column && !OTHERS_HEADER.test(one.header));
  const first = others.find((one) => FIRST_NAME_HEADER.test(one.header));
  const last = others.find((one) => LAST_NAME_HEADER.test(one.header));
  if (first && last) return [first.index, last.index];
  const named = others.filter((one) => NAME_HEADER.test(one.header));
  const best = named.find((one) => /full|display/i.test(one.header)) ?? named[0];
  return best ? [best.index] : [];
}

function toRowText(cells: readonly Cell[]): string {
  const texts = cells.map((cell) => toText(cell)).filter(Boolean);
  return texts.join(" · ").slice(0, MAX_SHOWN_TEXT);
}

function toReason(cells: readonly Cell[], emailColumn: number): ImportRemark["reason"] {
  const texts = cells.map((cell) => toText(cell)).filter(Boolean);
  if (isTotals(cells) || texts.every(isCount)) return "totals";
  return toText(cells[emailColumn]) === "" ? "no_email" : "not_an_email";
}

function sortRows(
  rows: ImportedSheet["rows"],
  from: number,
  columns: { email: number; names: readonly number[] },
): Pick<ParsedPeople, "people" | "merged" | "leftOut"> {
  const people = new Map<string, ImportPerson>();
  const merged: ImportRemark[] = [];
  const leftOut: ImportRemark[] = [];
  for (const [index, cells] of rows.entries()) {
    const isBlank = cells.every((cell) => toText(cell) === "");
    if (index < from || isBlank) continue;
    const row = index + 1;
    const { email, name } = toAddressee(cells[columns.email]);
    const known = people.get(email);
    if (email === "") {
      leftOut.push({ row, text: toRowText(cells), reason: toReason(cells, columns.email) });
    } else if (known) {
      merged.push({ row, text: email, reason: "duplicate", first_row: known.row });
    } else {
      const named = columns.names.map((column) => toText(cells[column])).filter(Boolean);
      const whole = (named.join(" ") || name).slice(0, MAX_NAME);
      people.set(email, { row, person_id: email, name: whole || null });
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
  const isThere = counted.some((one) => one.index === wanted);
  const column = isThere && wanted !== undefined ? wanted : findEmailColumn(rows, counted);
  const header = column === null ? null : findHeader(rows, column);
  const columns = counted.map(({ index, email_count }) => ({
    ...{ index, email_count },
    header:
      (header === null ? "" : toText(rows[header]?.[index]).slice(0, MAX_SHOWN_TEXT)) ||
      `Column ${index + 1}`,
  }));
  if (column === null) {
    return { columns, column, name_columns: [], people: [], merged: [], leftOut: [] };
  }
  const names = header === null ? [] : findNameColumns(columns, column);
  const found = sortRows(rows, header === null ? 0 : header + 1, { email: column, names });
  return { columns, column, name_columns: names, ...found };
}

/** Somebody in a typed list. */
export interface TypedPerson {
  person_id: string;
  name: string | null;
}

/** `Nina Berg <nina@example.com>, bo@example.com` and lines of such; words are taken for user names. */
export function parseTyped(text: string): TypedPerson[] {
  const people = new Map<string, TypedPerson>();
  const add = (id: string, name: string) => {
    const personId = toAddress(id) || toPersonId(id);
    if (personId !== "" && !people.has(personId)) {
      people.set(personId, { person_id: personId, name: name.slice(0, MAX_NAME) || null });
    }
  };
  for (const line of text.split(/[\n;]/)) {
    const parts = line.split(">");
    const rest = parts.pop() ?? "";
    for (const part of parts) {
      const [before = "", email = ""] = part.split("<");
      // What stands before a name and has an "@" is a person of its own.
      const words = before.split(",").map((word) => word.replaceAll('"', "").trim());
      for (const word of words) if (word.includes("@")) add(word, "");
      add(email, words.filter((word) => word !== "" && !word.includes("@")).join(", "));
    }
    for (const word of rest.split(/[\s,]+/)) add(word, "");
  }
  return [...people.values()];
}
