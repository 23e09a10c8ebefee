import { buffer } from "node:stream/consumers";
import { AppError } from "@/lib/errors";
import { parsePeople, type ImportedSheet, type ParsedPeople } from "./parse-people";
import { readUpload } from "./read-upload";

/** Which sheet and column somebody chose; none for the ones with most people. */
export interface WantedPart {
  sheet?: string | undefined;
  column?: number | undefined;
}

export interface ParsedUpload extends ParsedPeople {
  sheets: string[];
  sheet: string;
  uncalculated: number;
}

function pickSheet(sheets: readonly ImportedSheet[], { sheet: name }: WantedPart): ImportedSheet {
  const wanted = name === undefined ? undefined : sheets.find((sheet) => sheet.name === name);
  if (name !== undefined && !wanted) {
    throw new AppError("bad_request", `The file has no sheet named ${name}.`);
  }
  // The sheet with most people: covers and instructions come first in many files.
  const best = sheets.reduce<{ sheet: ImportedSheet; count: number } | null>((most, sheet) => {
    const count = parsePeople(sheet).people.length;
    return count > (most?.count ?? -1) ? { sheet, count } : most;
  }, null);
  const sheet = wanted ?? best?.sheet;
  if (!sheet) throw new AppError("bad_request", "The file has no sheets.");
  return sheet;
}

/** Who is in an uploaded file. @throws {AppError} bad_request */
async function parseUpload(bytes: Uint8Array, wanted: WantedPart): Promise<ParsedUpload> {
  const sheets = await readUpload(bytes);
  const sheet = pickSheet(sheets, wanted);
  return {
    ...parsePeople(sheet, wanted.column),
    sheets: sheets.map((one) => one.name),
    sheet: sheet.name,
    uncalculated: sheet.uncalculated ?? 0,
  };
}

/** What the process writes: who is in the file, or why it was refused. */
export type ParseAnswer = { parsed: ParsedUpload } | { refused: string };

/** One upload on stdin, what is wanted of it as the only argument; it knows no settings and no database. */
async function main(): Promise<ParseAnswer> {
  const wanted = JSON.parse(process.argv[2] ?? "{}") as WantedPart;
  try {
    return { parsed: await parseUpload(new Uint8Array(await buffer(process.stdin)), wanted) };
  } catch (error) {
    if (error instanceof AppError) return { refused: error.message };
    throw error;
  }
}

process.stdout.write(JSON.stringify(await main()));
