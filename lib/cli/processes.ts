import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { toErrorMessage } from "@/lib/errors";

/** The repository: where `next` and relative settings start from. */
export const ROOT_DIR = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

const END_WITH_PARENT = new URL("./end-with-parent.mjs", import.meta.url).href;

const STOP_TIMEOUT_MS = 20_000;
const RESTART_MIN_MS = 1_000;
const RESTART_MAX_MS = 60_000;
/** A process that ran this long had started well; its next restart is quick again. */
const HEALTHY_AFTER_MS = 60_000;

export interface ManagedProcess {
  pid: number | undefined;
  /** The exit code; 1 when a signal ended it or it could not be started. */
  exited: Promise<number>;
  /** Asks the process and its children to end, kills them after 20 s; safe to call twice. */
  stop(): Promise<void>;
}

export interface ProcessOptions {
  env: NodeJS.ProcessEnv;
  /** Where its words go; "inherit" is this process's own output. */
  output?: "inherit" | "ignore" | { write(text: string): void };
}

/** Node's arguments for running a TypeScript file of this repository, as the server does. */
export function toTypeScriptArgs(file: string): string[] {
  return ["--import", "tsx", "--conditions=react-server", file];
}

/** Node's arguments for a command of this command line. */
export function toCommandArgs(command: string): string[] {
  return [...toTypeScriptArgs("lib/cli/main.ts"), command];
}

/** Node's arguments for Next's command line. */
export function toNextArgs(...args: string[]): string[] {
  return ["node_modules/next/dist/bin/next", ...args];
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal); // The group is gone already, or the platform has none.
  }
}

/**
 * Runs Node in a process group of its own: Ctrl-C reaches this process alone, which then ends its
 * children in order. They end by themselves when it is killed.
 */
export function startNode(args: readonly string[], options: ProcessOptions): ManagedProcess {
  const output = options.output ?? "inherit";
  const stream = typeof output === "string" ? output : "pipe";
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, ...args], {
    cwd: ROOT_DIR,
    env: options.env,
    stdio: ["pipe", stream, stream],
    detached: true,
  });
  child.stdin?.on("error", () => undefined); // Nothing is written: it only tells the child that this one lives.
  if (typeof output !== "string") {
    for (const source of [child.stdout, child.stderr]) {
      source?.setEncoding("utf8").on("data", (text: string) => {
        output.write(text);
      });
    }
  }
  const endWithParent = () => {
    signalGroup(child, "SIGTERM");
  };
  process.once("exit", endWithParent);
  const exited = new Promise<number>((resolve) => {
    child.once("error", () => {
      resolve(1);
    });
    child.once("close", (code) => {
      process.removeListener("exit", endWithParent);
      resolve(code ?? 1);
    });
  });
  return {
    pid: child.pid,
    exited,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      signalGroup(child, "SIGTERM");
      const kill = setTimeout(() => {
        signalGroup(child, "SIGKILL");
      }, STOP_TIMEOUT_MS);
      await exited;
      clearTimeout(kill);
    },
  };
}

/** What is kept running; it says how it ended. */
export interface Part {
  exited: Promise<string>;
  stop(): Promise<void>;
}

/** A process as a part, called `name`. */
export function toPart(name: string, process: ManagedProcess): Part {
  const exited = process.exited.then((code) => `${name} ended (exit code ${code})`);
  return { exited, stop: process.stop };
}

/** Keeps a part running: started again when it ends by itself, later each time it fails early or does not start. */
export function keepRunning(
  start: () => Part | Promise<Part>,
  onRestart: (words: string, delayMs: number) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let current: Part | undefined;
  const run = async () => {
    try {
      current = await start();
    } catch (error) {
      return toErrorMessage(error);
    }
    if (stopping.signal.aborted) await current.stop();
    return current.exited;
  };
  const loop = async () => {
    for (let delayMs = RESTART_MIN_MS; ; delayMs = Math.min(delayMs * 2, RESTART_MAX_MS)) {
      const startedAt = Date.now();
      const words = await run();
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAt > HEALTHY_AFTER_MS) delayMs = RESTART_MIN_MS;
      onRestart(words, delayMs);
      await sleep(delayMs, undefined, { signal: stopping.signal });
    }
  };
  const finished = loop().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return {
    stop: async () => {
      stopping.abort();
      await current?.stop();
      await finished;
    },
  };
}

/** For people: what ended, and when it starts again. */
export function printRestart(words: string, delayMs: number): void {
  process.stderr.write(`${words}; starting it again in ${Math.round(delayMs / 1000)} s\n`);
}

const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A terminal and npm both pass on one Ctrl-C. */
const SAME_SIGNAL_MS = 1_000;

function exitNow(): void {
  process.exit(130);
}

/** A signal's default end would skip the `exit` handlers that take the children along. */
export function exitOnSignals(): void {
  for (const signal of STOP_SIGNALS) process.on(signal, exitNow);
}

/** For a command that answers signals by itself. */
export function leaveSignalsToCommand(): void {
  for (const signal of STOP_SIGNALS) process.removeListener(signal, exitNow);
}

/** Resolves with the first of Ctrl-C, SIGTERM and a closed terminal; a second one ends the process at once. */
export async function waitForStopSignal(): Promise<NodeJS.Signals> {
  leaveSignalsToCommand();
  return new Promise((resolve) => {
    for (const signal of STOP_SIGNALS) {
      process.on(signal, () => {
        setTimeout(exitOnSignals, SAME_SIGNAL_MS).unref();
        resolve(signal);
      });
    }
  });
}
