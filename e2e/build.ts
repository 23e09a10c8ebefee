import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { ROOT_DIR, startNode, toNextArgs } from "@/lib/cli/processes";
import { toChildEnv } from "@/lib/env";

const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema.prisma",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
];

async function readNewestMs(place: string): Promise<number> {
  const found = await stat(place).catch(() => null);
  if (!found) return 0;
  if (!found.isDirectory()) return /\.test\.tsx?$/.test(place) ? 0 : found.mtimeMs;
  const names = await readdir(place);
  const times = await Promise.all(names.map((name) => readNewestMs(path.join(place, name))));
  return Math.max(found.mtimeMs, ...times);
}

/** Whether a source is newer than the last build of the web application. */
export async function isBuildStale(): Promise<boolean> {
  const built = await stat(path.join(ROOT_DIR, ".next/BUILD_ID")).catch(() => null);
  if (!built) return true;
  const times = await Promise.all(SOURCES.map((place) => readNewestMs(path.join(ROOT_DIR, place))));
  return Math.max(...times) > built.mtimeMs;
}

/**
 * Builds the web application.
 * @throws with what Next said when the build fails.
 */
export async function build(): Promise<void> {
  let words = "";
  const child = startNode(toNextArgs("build"), {
    env: toChildEnv({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }),
    output: { write: (text) => (words += text) },
  });
  if ((await child.exited) !== 0) throw new Error(`next build failed:\n${words}`);
}
