import "server-only";
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import pLimit from "p-limit";
import { AppError } from "@/lib/errors";
import type { ParseAnswer, ParsedUpload, WantedPart } from "./parse-process";

interface ParseLimits {
  memoryMb: number;
  timeoutMs: number;
}

const LIMITS: ParseLimits = { memoryMb: 384, timeoutMs: 60_000 };
/** Each takes a core and memory; more uploads wait. */
const AT_ONCE = pLimit(2);
const ADVICE = "Save the list of people alone as .csv and import that.";

async function runProcess(
  bytes: Uint8Array,
  wanted: WantedPart,
  { memoryMb, timeoutMs }: ParseLimits,
): Promise<ParseAnswer> {
  const { sheet, column } = wanted;
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${memoryMb}`,
      "--import=tsx",
      "--conditions=react-server",
      "lib/people/parse-process.ts",
      JSON.stringify({ sheet, column }),
    ],
    // A file that takes over its parser finds no secrets in the environment.
    {
      env: { NODE_ENV: "production" },
      stdio: ["pipe", "pipe", "ignore"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    },
  );
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(
    (resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        resolve({ code, signal });
      });
    },
  );
  child.stdin.on("error", () => undefined); // Its exit code says why it stopped reading.
  child.stdin.end(bytes);
  const [answer, { code, signal }] = await Promise.all([text(child.stdout), ended]);
  if (code === 0) return JSON.parse(answer) as ParseAnswer;
  if (signal === "SIGKILL") return { refused: `This file takes too long to read. ${ADVICE}` };
  if (signal === "SIGABRT") {
    return { refused: `This file needs too much memory to be read. ${ADVICE}` };
  }
  throw new Error(`Reading an upload ended with ${signal ?? `exit code ${code}`}.`);
}

/**
 * Who is in an uploaded file. A process of its own reads it, so that no file can end this one.
 * @throws {AppError} bad_request, in words that say what to do
 */
export async function parseUploadApart(
  bytes: Uint8Array,
  wanted: WantedPart,
  limits: ParseLimits = LIMITS,
): Promise<ParsedUpload> {
  const answer = await AT_ONCE(() => runProcess(bytes, wanted, limits));
  if ("refused" in answer) throw new AppError("bad_request", answer.refused);
  return answer.parsed;
}
