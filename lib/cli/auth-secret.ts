import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseAuthSecret, toAuthSecretFile, type Settings } from "@/lib/env";

type SecretSettings = Pick<Settings, "AUTH_SECRET" | "DATA_DIR">;

/** AUTH_SECRET, else the one in the data folder, made of chance at the first start and readable by its owner alone. */
export async function prepareAuthSecret(settings: SecretSettings): Promise<string> {
  if (settings.AUTH_SECRET !== undefined) return settings.AUTH_SECRET;
  const file = toAuthSecretFile(settings);
  await mkdir(path.dirname(file), { recursive: true });
  await makeSecretFile(file);
  return parseAuthSecret(file, await readFile(file, "utf8"));
}

/** Two that start at once have one secret: it appears under its name whole, and only where there is none. */
async function makeSecretFile(file: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${randomBytes(32).toString("base64url")}\n`, { flag: "wx", mode: 0o600 });
  try {
    await link(draft, file);
    process.stdout.write(`Made a secret that signs sessions: ${file}\n`);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(draft);
  }
}
