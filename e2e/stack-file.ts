import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { ROOT_DIR } from "@/lib/cli/processes";

const STACK_FILE = path.join(ROOT_DIR, ".data/e2e-stack.json");

const stackFileSchema = z.object({
  portalUrl: z.string(),
  databaseUrl: z.string(),
  litellmUrl: z.string(),
  litellmKey: z.string(),
  identityUrl: z.string(),
  identitySecret: z.string(),
  logFiles: z.array(z.string()),
  analyticsUrl: z.string(),
  authSecret: z.string(),
  operatorTenantIds: z.array(z.string()),
});
/** What the tests' processes need to know of the running stack. */
export type StackAddresses = z.infer<typeof stackFileSchema>;

export async function writeStackFile(stack: StackAddresses): Promise<void> {
  await mkdir(path.dirname(STACK_FILE), { recursive: true });
  await writeFile(STACK_FILE, JSON.stringify(stackFileSchema.parse(stack)), { mode: 0o600 });
}

/** @throws when no stack is running. */
export async function readStackFile(): Promise<StackAddresses> {
  return stackFileSchema.parse(JSON.parse(await readFile(STACK_FILE, "utf8")));
}

export async function removeStackFile(): Promise<void> {
  await rm(STACK_FILE, { force: true });
}
