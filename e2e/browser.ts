import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { toChildEnv } from "@/lib/env";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of a Chromium on PATH; undefined when there is none. */
export function findChromium(): string | undefined {
  const folders = (toChildEnv({}).PATH ?? "").split(path.delimiter).filter(Boolean);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch {
      return false; // Not in this folder.
    }
  });
}

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  const { status } = spawnSync(command, args, { stdio: "inherit", env: toChildEnv(env) });
  return status === 0;
}

/**
 * Sees to a browser: the one on PATH, else Debian's package (as root), else Playwright's own download.
 * @throws when none can be had.
 */
export function ensureBrowser(): void {
  if (findChromium() !== undefined) return;
  const isRoot = process.getuid?.() === 0;
  const noQuestions = { DEBIAN_FRONTEND: "noninteractive" };
  if (isRoot && run("apt-get", ["update", "-q"])) {
    const install = ["install", "-y", "-q", "--no-install-recommends", "chromium"];
    if (run("apt-get", install, noQuestions) && findChromium() !== undefined) return;
  }
  if (run("npx", ["playwright", "install", "chromium"])) return;
  throw new Error("There is no Chromium on PATH and none could be installed.");
}
