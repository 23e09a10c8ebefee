import { execFile, spawn, type ChildProcess } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT_DIR } from "@/lib/cli/processes";
import { toChildEnv } from "@/lib/env";
import type { BenchOptions } from "./options";
import { signIn } from "./portal";
import type { SuiteReport, SuiteResult } from "./report";

const MAX_SECONDS = 45;
const READY = /Tokenroll is ready: (http:\S+)/;
const STEP = /^ *([\d.]+) s {2}(.+)$/gm;

const METHOD = `A fresh copy of the tree with its packages and nothing built: seconds from \`npm run demo\` until somebody who
signed in has the page of /usage. Build and first reading run at the same time.`;

/** What is under version control, and the packages. */
async function copyTree(folder: string): Promise<void> {
  const { stdout } = await promisify(execFile)("git", ["ls-files", "-z"], { cwd: ROOT_DIR });
  const places = [...stdout.split("\0").filter(Boolean), "node_modules"];
  for (const place of places) {
    const options = { recursive: true, verbatimSymlinks: true };
    await cp(path.join(ROOT_DIR, place), path.join(folder, place), options);
  }
}

function startDemo(folder: string): ChildProcess {
  return spawn(process.execPath, ["e2e/bootstrap.mjs", "demo"], {
    cwd: folder,
    env: toChildEnv({}),
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** What the demo says until it names its address. */
async function readUntilReady(demo: ChildProcess): Promise<{ words: string; url: string }> {
  let words = "";
  for await (const text of demo.stdout ?? []) {
    words += String(text);
    const [, url] = READY.exec(words) ?? [];
    if (url !== undefined) return { words, url };
  }
  throw new Error(`The demo ended before it was ready:\n${words}`);
}

async function openFirstPage(url: string): Promise<void> {
  const answer = await fetch(`${url}/usage`, { headers: { cookie: await signIn(url) } });
  const html = await answer.text();
  if (!answer.ok || !html.includes("/usage/")) throw new Error(`/usage: ${answer.status}`);
}

async function stop(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null) return;
  const ended = new Promise((resolve) => demo.once("exit", resolve));
  demo.kill("SIGTERM");
  await ended;
}

async function measure(folder: string): Promise<{ seconds: number; words: string }> {
  const startedAt = Date.now();
  const demo = startDemo(folder);
  try {
    const { words, url } = await readUntilReady(demo);
    await openFirstPage(url);
    return { seconds: (Date.now() - startedAt) / 1_000, words };
  } finally {
    await stop(demo);
  }
}

function toReport({ seconds, words }: Awaited<ReturnType<typeof measure>>): SuiteReport {
  return {
    title: "The demo",
    method: METHOD,
    tables: [
      {
        title: "Steps",
        columns: ["step", "seconds"],
        rows: [...words.matchAll(STEP)].map(([, took = "", name = ""]) => [name, took]),
      },
    ],
    bars: [
      {
        name: "seconds until the first page",
        wanted: `≤ ${MAX_SECONDS}`,
        measured: seconds.toFixed(1),
        isMet: seconds <= MAX_SECONDS,
      },
    ],
  };
}

/** The demo of a fresh copy, from its packages to its first page. */
export async function runDemoSuite(
  _options: BenchOptions,
  log: (line: string) => void,
): Promise<SuiteResult> {
  const folder = await mkdtemp(path.join(tmpdir(), "tokenroll-demo-"));
  try {
    await copyTree(folder);
    log("Tree copied");
    return { postgresVersion: null, report: toReport(await measure(folder)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
