import { access } from "node:fs/promises";
import path from "node:path";
import { toChildEnv } from "@/lib/env";
import { ROOT_DIR, startNode, toNextArgs, toTypeScriptArgs } from "./processes";

async function runStep(name: string, args: string[]): Promise<void> {
  const env = toChildEnv({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  const code = await startNode(args, { env }).exited;
  if (code !== 0) throw new Error(`${name} failed with exit code ${code}; see above.`);
}

/** Writes the database client from the schema, where it is older. */
export async function generateClient(): Promise<void> {
  await runStep("npm run generate", toTypeScriptArgs("lib/db/generate.ts"));
}

/** Builds the web application when it never was; a newer source needs `npm run build`. */
export async function buildWhenMissing(): Promise<void> {
  const buildId = path.join(ROOT_DIR, ".next/BUILD_ID");
  const isBuilt = await access(buildId).then(
    () => true,
    () => false,
  );
  if (isBuilt) return;
  process.stdout.write("No build found, building first (less than a minute)\n");
  await generateClient();
  await runStep("npm run build", toNextArgs("build"));
}
