import { spawnSync } from "node:child_process";
import { stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { toChildEnv } from "@/lib/env";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(import.meta.url);

async function readModifiedMs(file: string): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0, // Not generated yet.
  );
}

/** The client must be newer than the schema and than the Prisma that writes it. */
async function isUpToDate(): Promise<boolean> {
  const [client, ...sources] = await Promise.all([
    readModifiedMs(`${ROOT}/lib/db/generated/internal/class.ts`),
    readModifiedMs(`${ROOT}/prisma/schema.prisma`),
    readModifiedMs(require.resolve("prisma/package.json")),
  ]);
  return sources.every((source) => source < client);
}

/** Generating only checks that an engine file exists and never runs it: any file does, no download. */
function generate(): number {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [require.resolve("prisma/build/index.js"), "generate", "--no-hints"],
    {
      cwd: ROOT,
      encoding: "utf8",
      env: toChildEnv({
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      }),
    },
  );
  if (status !== 0) process.stderr.write(`${stdout}${stderr}`);
  return status ?? 1;
}

process.exitCode = (await isUpToDate()) ? 0 : generate();
