import { appendFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import {
  ROOT_DIR,
  startNode,
  toCommandArgs,
  toNextArgs,
  toTypeScriptArgs,
  type ManagedProcess,
} from "@/lib/cli/processes";
import { waitUntil } from "./stand-in-process";

/** Whoever can reach the machine may not reach accounts whose password everybody knows. */
export const WEB_HOST = "127.0.0.1";

const LOG_DIR = path.join(ROOT_DIR, ".data/log");

function toLogFile(name: string): string {
  return path.join(LOG_DIR, `${name}-${process.pid}.log`);
}

/** Where the processes that this one starts write their words. */
export function listLogFiles(): string[] {
  return ["web", "worker"].map(toLogFile);
}

/** A log of the process's words below .data/log, begun anew. */
function toLog(name: string): { write(text: string): void } {
  mkdirSync(LOG_DIR, { recursive: true });
  const file = toLogFile(name);
  return {
    write: (text) => {
      appendFileSync(file, text);
    },
  };
}

/** Next's production server on `port` of this machine alone, answering. */
export async function startWeb(
  env: NodeJS.ProcessEnv,
  port: number,
  nodeArgs: readonly string[] = [],
): Promise<ManagedProcess> {
  const args = [...nodeArgs, ...toNextArgs("start", "-H", WEB_HOST, "-p", String(port))];
  const web = startNode(args, { env, output: toLog("web") });
  await waitUntil("The web server", web, async () => {
    const response = await fetch(`http://${WEB_HOST}:${port}/api/health/live`);
    if (!response.ok) throw new Error(`answered ${response.status}`);
  });
  return web;
}

export function startWorker(
  env: NodeJS.ProcessEnv,
  nodeArgs: readonly string[] = [],
): ManagedProcess {
  return startNode([...nodeArgs, ...toCommandArgs("worker")], { env, output: toLog("worker") });
}

/** Runs one of this folder's programs to its end. */
export async function runProgram(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  let words = "";
  const child = startNode([...toTypeScriptArgs(file), ...args], {
    env,
    output: { write: (text) => (words += text) },
  });
  const code = await child.exited;
  if (code !== 0) throw new Error(`${file} failed with exit code ${code}:\n${words}`);
}
