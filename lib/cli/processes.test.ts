import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { toChildEnv } from "@/lib/env";
import { keepRunning, startNode, toPart } from "./processes";

const env = toChildEnv({});
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "tokenroll-processes-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it("passes on the exit code and the words", async () => {
  let words = "";
  const child = startNode(["-e", "console.log('said'); process.exit(3)"], {
    env,
    output: { write: (text) => (words += text) },
  });
  expect(await child.exited).toBe(3);
  expect(words).toBe("said\n");
});

it("lets a process start others with its own arguments and without a stdin", async () => {
  const program = `
    const { fork } = require("node:child_process");
    fork("-", { execArgv: [...process.execArgv.slice(0, 2), "-e", "process.exit(7)"], stdio: "ignore", detached: true })
      .on("exit", (code) => process.exit(code));`;
  const child = startNode(["-e", program], { env, output: "ignore" });
  expect(await child.exited).toBe(7);
});

it("ends a process together with the ones it started", async () => {
  const file = path.join(folder, "pid");
  const program = `
    const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"]);
    require("node:fs").writeFileSync(${JSON.stringify(file)}, String(child.pid));
    setInterval(() => {}, 1e6);`;
  const child = startNode(["-e", program], { env, output: "ignore" });
  let grandchild = 0;
  while (grandchild === 0) {
    await sleep(20);
    grandchild = Number(await readFile(file, "utf8").catch(() => "0"));
  }
  await child.stop();
  expect(isAlive(child.pid)).toBe(false);
  for (let waitedMs = 0; isAlive(grandchild) && waitedMs < 5_000; waitedMs += 20) await sleep(20);
  expect(isAlive(grandchild)).toBe(false);
});

it("starts a part again that ended by itself or did not start, until it is stopped", async () => {
  const pids: (number | undefined)[] = [];
  const restarts: string[] = [];
  const kept = keepRunning(
    () => {
      if (restarts.length === 1) throw new Error("its port is taken");
      const program = pids.length === 0 ? "process.exit(7)" : "setInterval(() => {}, 1e6)";
      const child = startNode(["-e", program], { env, output: "ignore" });
      pids.push(child.pid);
      return toPart("The worker", child);
    },
    (words) => restarts.push(words),
  );
  while (pids.length < 2) await sleep(20);
  expect(restarts).toEqual(["The worker ended (exit code 7)", "its port is taken"]);
  expect(isAlive(pids[1])).toBe(true);
  await kept.stop();
  expect(isAlive(pids[1])).toBe(false);
  expect(pids).toHaveLength(2);
});

const ENDLESS = "setInterval(() => {}, 1e6)";

async function readPid(file: string): Promise<number> {
  for (;;) {
    const pid = Number(await readFile(file, "utf8").catch(() => "0"));
    if (pid > 0) return pid;
    await sleep(20);
  }
}

async function waitUntilGone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
}

it("ends what it started when it is killed itself", async () => {
  const file = path.join(folder, "pid");
  const child = `require("node:fs").writeFileSync(${JSON.stringify(file)}, String(process.pid)); ${ENDLESS}`;
  const program = `
    const { startNode } = await import(${JSON.stringify(new URL("./processes.ts", import.meta.url).href)});
    startNode(["-e", ${JSON.stringify(child)}], { env: process.env, output: "ignore" });
    ${ENDLESS}`;
  const parent = spawn(process.execPath, ["--import=tsx", "--input-type=module", "-e", program]);
  const pid = await readPid(file);
  parent.kill("SIGKILL");
  await waitUntilGone(pid);
});

it("ends when npm is killed, which leaves a shell between them", async () => {
  const file = path.join(folder, "pid");
  const command = path.join(folder, "command.mjs");
  const program = `
    import { writeFileSync } from "node:fs";
    import { waitUntilNpmEnds } from ${JSON.stringify(new URL("./npm-parent.ts", import.meta.url).href)};
    void waitUntilNpmEnds().then(() => process.exit());
    writeFileSync(${JSON.stringify(file)}, String(process.pid));
    ${ENDLESS}`;
  await writeFile(command, program);
  const script = `"${process.execPath}" --import=tsx "${command}"; true`;
  const start = `require("node:child_process").spawn("sh", ["-c", ${JSON.stringify(script)}]); ${ENDLESS}`;
  const npm = spawn(process.execPath, ["-e", start]);
  const pid = await readPid(file);
  npm.kill("SIGKILL");
  await waitUntilGone(pid);
});
