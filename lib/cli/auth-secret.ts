import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseAuthSecret, toAuthSecretFile, type Settings } from "@/lib/env";

type SecretSettings = Pick<Settings, "AUTH_SECRET" | "DATA_DIR">;

/** AUTH_SECRET, else the one in the data folder, made of chance at the first start and readable by its owner alone. */
export async function prepareAuthSecret(settings: SecretSettings): Promise<string> {
  if (settings.AUTH_SECRET !== undefined) return settings.AUTH_SECRET;
  const file = toAuthSecretFile(settings);
  await mkdir(path.dirname(file), { recursive: true });
  const made = `${randomBytes(32).toString("base64url")}\n`;
  await writeFile(file, made, { flag: "wx", mode: 0o600 }).then(
    () => process.stdout.write(`Made a secret that signs sessions: ${file}\n`),
    (error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    },
  );
  return parseAuthSecret(file, await readFile(file, "utf8"));
}
