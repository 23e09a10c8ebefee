import "server-only";
import { parse as parseCsv } from "csv-parse/sync";
import { Unzip, UnzipInflate } from "fflate";
import readXlsxFile from "read-excel-file/node";
import { AppError } from "@/lib/errors";
import type { Cell, ImportedSheet } from "./parse-people";
import { MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from "./schema";

/** What a spreadsheet may unpack to; an honest one of twenty thousand rows has a tenth of it. */
const MAX_UNPACKED_BYTES = 120 * 1024 * 1024;
const MAX_ENTRIES = 1_000;
const PIECE = 16 * 1024;
/** Rows of a table that are not people: titles, blanks, totals. */
const SPARE_ROWS = 200;
const MAX_CELL = 32_768;

function refuse(words: string): AppError {
  return new AppError("bad_request", words);
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]) =>
  magic.every((byte, index) => bytes[index] === byte);

const isZip = (bytes: Uint8Array) => startsWith(bytes, [0x50, 0x4b]);
const isOle = (bytes: Uint8Array) => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);

/**
 * Unpacks without keeping anything, to know how large it gets: a bomb is found while it grows.
 * @throws {AppError} bad_request
 */
export function checkUnpackedSize(bytes: Uint8Array, maxBytes = MAX_UNPACKED_BYTES): void {
  let unpacked = 0;
  let entries = 0;
  const failures: AppError[] = [];
  const unzip = new Unzip((file) => {
    entries += 1;
    if (entries > MAX_ENTRIES) {
      failures.push(refuse("This spreadsheet has too many parts to be one."));
    }
    file.ondata = (error, piece) => {
      if (error) failures.push(refuse("This file is broken: it cannot be unpacked."));
      unpacked += piece.length;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let start = 0; start < bytes.length; start += PIECE) {
    try {
      unzip.push(bytes.subarray(start, start + PIECE), start + PIECE >= bytes.length);
    } catch {
      throw refuse("This file is broken: it cannot be unpacked.");
    }
    const [failure] = failures;
    if (failure) throw failure;
    if (unpacked > maxBytes) {
      throw refuse("This file unpacks to far more than a list of people needs. It was not read.");
    }
  }
}

/** The library's own types say "typeof Date" where it gives a Date. */
function toCell(value: unknown): Cell {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  return value instanceof Date ? value : null;
}

async function readXlsx(bytes: Uint8Array): Promise<ImportedSheet[]> {
  checkUnpackedSize(bytes);
  try {
    const sheets = await readXlsxFile(Buffer.from(bytes), { trim: false });
    return sheets.map(({ sheet, data }) => ({
      name: sheet,
      rows: data.map((row) => row.map(toCell)),
    }));
  } catch (error) {
    if (error instanceof AppError) throw error;
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
    .split(/\r?\n/)
    .slice(0, 20)
    .filter((line) => line.trim() !== "");
  const count = (sign: string) => lines.filter((line) => line.includes(sign)).length;
  const signs = [";", "\t", ",", "|"];
  return signs.reduce((best, sign) => (count(sign) > count(best) ? sign : best), ",");
}

function readCsv(text: string): ImportedSheet[] {
  try {
    const rows = parseCsv(text, {
      bom: true,
      delimiter: findDelimiter(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: MAX_CELL * 4,
    });
    return [
      {
        name: "Text file",
        rows: rows.map((row) => row.map((cell) => (cell === "" ? null : cell))),
      },
    ];
  } catch {
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
  const longest = Math.max(...sheets.map((sheet) => sheet.rows.length));
  if (longest > MAX_IMPORT_ROWS + SPARE_ROWS) {
    throw refuse(
      `A sheet has ${longest} rows; at most ${MAX_IMPORT_ROWS} people can be imported at once.`,
    );
  }
  return sheets;
}
