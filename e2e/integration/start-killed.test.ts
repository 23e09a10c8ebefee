import { spawn, type ChildProcess } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ROOT_DIR } from "@/lib/cli/processes";
import { findFreePort } from "@/lib/db/free-port";
import { toChildEnv } from "@/lib/env";

/** The first start of a fresh tree builds it. */
const START_TIMEOUT_MS = 10 * 60_000;

interface Running {
  pid: number;
  parent: number;
  command: string;
}

let dataDir: string;
let npm: ChildProcess | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "tokenroll-start-"));
  await chmod(dataDir, 0o755);
});

afterEach(async () => {
  npm?.kill("SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
});

/** Null for a process that is gone, or ended and not yet collected. */
async function findProcess(pid: string): Promise<Running | null> {
  try {
    const [, state, parent] =
      /\) (\S) (\d+)/.exec(await readFile(`/proc/${pid}/stat`, "utf8")) ?? [];
    if (state === undefined || "ZX".includes(state)) return null;
    const command = (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ");
    return { pid: Number(pid), parent: Number(parent), command };
  } catch {
    return null;
  }
}

async function listProcesses(): Promise<Running[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  return (await Promise.all(pids.map(findProcess))).filter((one) => one !== null);
}

async function listDescendants(root: number): Promise<Running[]> {
  const all = await listProcesses();
  const find = (pid: number): Running[] =>
    all.filter(({ parent }) => parent === pid).flatMap((one) => [one, ...find(one.pid)]);
  return find(root);
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health/ready`)).ok;
  } catch {
    return false;
  }
}

/** `npm start` with a database of its own, once it answers. @returns npm and all below it */
async function start(): Promise<Running[]> {
  const port = await findFreePort(0);
  let words = "";
  npm = spawn("npm", ["start"], {
    cwd: ROOT_DIR,
    detached: true,
    env: toChildEnv({
      NODE_ENV: "production",
      DATABASE_URL: "",
      DATA_DIR: dataDir,
      PORT: String(port),
      AUTH_SECRET: "",
    }),
  });
  for (const stream of [npm.stdout, npm.stderr])
    stream?.on("data", (text: Buffer) => (words += text.toString()));
  const pid = npm.pid ?? 0;
  while (!(await isReady(`http://127.0.0.1:${port}`))) {
    if (npm.exitCode !== null) throw new Error(`npm start ended: ${words}`);
    await sleep(100);
  }
  return [{ pid, parent: process.pid, command: "npm" }, ...(await listDescendants(pid))];
}

const isStart = ({ command }: Running) => command.includes("lib/cli/main.ts start");

it.each([
  ["npm", ({ command }: Running) => command === "npm"],
  ["the process that npm started", (one: Running) => isStart(one) && one.command.includes("tsx")],
])(
  "web, worker and database end when %s is killed",
  async (_, isKilled) => {
    const running = await start();
    const commands = running.map(({ command }) => command).join("\n");
    for (const part of [/next-server|next start|bin\/next/, /main\.ts worker/, /postgres -D/]) {
      expect(commands).toMatch(part);
    }
    const killed = running.find((one) => isKilled(one) && !one.command.startsWith("sh "));
    if (!killed) throw new Error(`nothing to kill among\n${commands}`);
    process.kill(killed.pid, "SIGKILL");
    const listLeft = async () => {
      const found = await Promise.all(running.map(({ pid }) => findProcess(String(pid))));
      return found.flatMap((one) => (one === null ? [] : [one.command]));
    };
    await expect.poll(listLeft, { timeout: 60_000, interval: 200 }).toEqual([]);
  },
  START_TIMEOUT_MS,
);
