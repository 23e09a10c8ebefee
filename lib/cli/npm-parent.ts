import { readFileSync } from "node:fs";

const LOOK_EVERY_MS = 1_000;

/** Null where there is no /proc, or no such process. */
function readParent(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "");
    return Number(fields.split(" ")[1]);
  } catch {
    return null;
  }
}

/** Resolves when this process's parent or grandparent ends: npm starts commands through a shell, which outlives it. */
export function waitUntilNpmEnds(): Promise<void> {
  const parent = process.ppid;
  const grandparent = readParent(parent);
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (process.ppid === parent && readParent(parent) === grandparent) return;
      clearInterval(timer);
      resolve();
    }, LOOK_EVERY_MS);
    timer.unref();
  });
}
