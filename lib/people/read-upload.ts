import "server-only";
import { parse as parseCsv } from "csv-parse/sync";
import { Unzip, UnzipInflate, zipSync } from "fflate";
import readXlsxFile from "read-excel-file/universal";
import { AppError } from "@/lib/errors";
import type { Cell, ImportedSheet } from "./parse-people";
import { MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from "./schema";

/** What a spreadsheet may unpack to; an honest one of twenty thousand rows has a tenth of it. */
const MAX_UNPACKED_BYTES = 120 * 1024 * 1024;
const MAX_ENTRIES = 1_000;
const PIECE = 16 * 1024;
/** With those that are not people: titles, blanks, totals. */
const MAX_ROWS = MAX_IMPORT_ROWS + 200;
const MAX_COLUMNS = 256;
const MAX_CELL = 32_768;

function refuse(words: string): AppError {
  return new AppError("bad_request", words);
}

const TOO_LARGE = "This file unpacks to far more than a list of people needs. It was not read.";
const BROKEN = "This file is broken: it cannot be unpacked.";

const startsWith = (bytes: Uint8Array, magic: readonly number[]) =>
  magic.every((byte, index) => bytes[index] === byte);

const isZip = (bytes: Uint8Array) => startsWith(bytes, [0x50, 0x4b]);
const isOle = (bytes: Uint8Array) => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);

/** @throws {AppError} bad_request for a table that is larger than any list of people */
function checkSize(size: { rows: number; columns: number }): void {
  if (size.rows > MAX_ROWS) {
    throw refuse(
      `A sheet has more than ${MAX_ROWS} rows; at most ${MAX_IMPORT_ROWS} people can be imported at once.`,
    );
  }
  if (size.columns <= MAX_COLUMNS) return;
  throw refuse(
    `A sheet has more than ${MAX_COLUMNS} columns. Delete what stands far to the right, or save the list as .csv.`,
  );
}

/**
 * The texts in a spreadsheet's archive. It is counted how large they get while they are unpacked, whatever the
 * archive says of that: a bomb is found while it grows.
 * @throws {AppError} bad_request
 */
export function unpack(
  bytes: Uint8Array,
  maxBytes = MAX_UNPACKED_BYTES,
): Record<string, Uint8Array> {
  const parts = new Map<string, Uint8Array[]>();
  const failures: AppError[] = [];
  let unpacked = 0;
  const unzip = new Unzip((file) => {
    const pieces: Uint8Array[] = [];
    parts.set(file.name, pieces);
    if (parts.size > MAX_ENTRIES) failures.push(refuse("It has too many parts to be a list."));
    file.ondata = (error, piece) => {
      unpacked += piece.length;
      if (unpacked > maxBytes) failures.push(refuse(TOO_LARGE));
      if (error) failures.push(refuse(BROKEN));
      else if (/\.(?:xml|rels)$/.test(file.name)) pieces.push(piece);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let start = 0; start < bytes.length; start += PIECE) {
    try {
      unzip.push(bytes.subarray(start, start + PIECE), start + PIECE >= bytes.length);
    } catch {
      failures.push(refuse(BROKEN));
    }
    const [failure] = failures;
    if (failure) throw failure;
  }
  return Object.fromEntries(
    [...parts].map(([name, pieces]) => [name, new Uint8Array(Buffer.concat(pieces))]),
  );
}

/** The number of a column: A is 1, AA is 27. */
function toColumnNumber(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** A far-off cell would make a table of millions of empty ones. One that holds nothing does not count. */
function checkCells(sheet: Uint8Array): void {
  const text = new TextDecoder().decode(sheet);
  for (const [, letters = "", row] of text.matchAll(/\sr=["']([A-Z]+)(\d+)["'](?:[^>]*[^/>])?>/g)) {
    checkSize({ rows: Number(row), columns: toColumnNumber(letters) });
  }
}

const NO_VALUE = /<\/f>\s*(?:<v\s*\/>|<v><\/v>)?\s*<\/c>|<f[^<>]*\/>\s*<\/c>/g;

/** Cells with a formula and no value, as programs write them that do not calculate. */
function countUncalculated(parts: Record<string, Uint8Array>): number {
  const sheets = Object.entries(parts).filter(([name]) => name.startsWith("xl/worksheets/"));
  const texts = sheets.map(([, part]) => new TextDecoder().decode(part));
  return texts.reduce((sum, text) => sum + (text.match(NO_VALUE)?.length ?? 0), 0);
}

/** The library's own types say "typeof Date" where it gives a Date. */
function toCell(value: unknown): Cell {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  return value instanceof Date ? value : null;
}

async function readXlsx(bytes: Uint8Array): Promise<ImportedSheet[]> {
  const parts = unpack(bytes);
  for (const [name, part] of Object.entries(parts)) {
    if (name.startsWith("xl/worksheets/")) checkCells(part);
  }
  try {
    // Packed anew without compression, so that what the library reads is what was counted.
    const packed = new Blob([zipSync(parts, { level: 0 })]);
    const sheets = await readXlsxFile(packed, { trim: false });
    const uncalculated = countUncalculated(parts);
    return sheets.map(({ sheet, data }) => ({
      name: sheet,
      uncalculated,
      rows: data.map((row) => row.map(toCell)),
    }));
  } catch {
    throw refuse("This is no spreadsheet that can be read. Save it again as .xlsx or .csv.");
  }
}

/** UTF-16 with or without its mark, UTF-8, else what Windows writes. */
export function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder("utf-16le").decode(bytes);
  if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder("utf-16be").decode(bytes);
  const head = bytes.subarray(0, 512);
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length / 4) return new TextDecoder("utf-16le").decode(bytes);
  if (even > head.length / 4) return new TextDecoder("utf-16be").decode(bytes);
  if (even + odd > 0) throw refuse("This is neither a spreadsheet nor a text file.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The sign that cuts the first lines into most and equally many fields. */
export function findDelimiter(text: string): string {
  const lines = text
    .slice(0, PIECE)
    .split(/\r?\n/)
    .slice(0, 20)
    .filter((line) => line.trim() !== "");
  const count = (sign: string) => lines.filter((line) => line.includes(sign)).length;
  const signs = [";", "\t", ",", "|"];
  return signs.reduce((best, sign) => (count(sign) > count(best) ? sign : best), ",");
}

function readCsv(text: string): ImportedSheet[] {
  let count = 0;
  try {
    const rows = parseCsv(text, {
      bom: true,
      delimiter: findDelimiter(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: MAX_CELL * 4,
      on_record: (record: string[]) => {
        count += 1;
        checkSize({ rows: count, columns: record.length });
        return record;
      },
    });
    return [
      {
        name: "Text file",
        rows: rows.map((row) => row.map((cell) => (cell === "" ? null : cell))),
      },
    ];
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refuse("This text file cannot be cut into columns. Save it as .csv or .xlsx.");
  }
}

/**
 * The sheets of an uploaded file, by what it is and not by its name.
 * @throws {AppError} bad_request, in words that say what to do
 */
export async function readUpload(bytes: Uint8Array): Promise<ImportedSheet[]> {
  if (bytes.length === 0) throw refuse("The file is empty.");
  if (bytes.length > MAX_IMPORT_BYTES) throw refuse("The file has more than 10 MB.");
  if (isOle(bytes)) {
    throw refuse(
      "This file is protected with a password, or is an old .xls. Save it without a password as .xlsx.",
    );
  }
  const sheets = isZip(bytes) ? await readXlsx(bytes) : readCsv(decodeText(bytes));
  if (sheets.every((sheet) => sheet.rows.length === 0)) throw refuse("The file has no rows.");
  return sheets;
}
