import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { toChildEnv } from "@/lib/env";
import { keepRunning, startNode } from "./processes";

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

it("starts a process again that ended by itself, until it is stopped", async () => {
  const pids: (number | undefined)[] = [];
  const restarts: number[] = [];
  const kept = keepRunning(
    () => {
      const program = pids.length === 0 ? "process.exit(7)" : "setInterval(() => {}, 1e6)";
      const child = startNode(["-e", program], { env, output: "ignore" });
      pids.push(child.pid);
      return child;
    },
    (code) => restarts.push(code),
  );
  while (pids.length < 2) await sleep(20);
  expect(restarts).toEqual([7]);
  expect(isAlive(pids[1])).toBe(true);
  await kept.stop();
  expect(isAlive(pids[1])).toBe(false);
  expect(pids).toHaveLength(2);
});
