import { buffer } from "node:stream/consumers";
import { AppError } from "@/lib/errors";
import { parseUpload, type ParsedUpload, type WantedPart } from "./parse-upload";

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
