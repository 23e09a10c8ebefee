import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { z } from "zod";
import { settingsSchema } from "./settings";
import { isStrongSecret, STRONG_SECRET } from "./strong-secret";

/** Settings that make sense together only. */
const TOGETHER = [
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  ["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"],
] as const satisfies (keyof z.infer<typeof settingsSchema>)[][];

export type Settings = z.infer<typeof settingsSchema>;

/** Thrown once with every setting that is missing or wrong. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(
      `Tokenroll cannot start: ${problems.length} setting(s) missing or wrong.\n` +
        problems.map((problem) => `  - ${problem}`).join("\n") +
        "\ndocs/settings.md says what each one means.",
    );
    this.name = "SettingsError";
  }
}

/** An empty variable counts as not set, as shells and compose files write it. */
function withoutEmpty(source: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(source).filter((entry): entry is [string, string] => Boolean(entry[1]?.trim())),
  );
}

function listIncomplete(settings: Settings): string[] {
  return TOGETHER.flatMap((names) => {
    const missing = names.filter((name) => settings[name] === undefined);
    if (missing.length === 0 || missing.length === names.length) return [];
    return missing.map((name) => `${name} is missing: it belongs to ${names.join(", ")}`);
  });
}

/** @throws {SettingsError} listing all problems at once. */
export function parseSettings(source: NodeJS.ProcessEnv): Settings {
  const parsed = settingsSchema.safeParse(withoutEmpty(source));
  if (parsed.success) {
    const incomplete = listIncomplete(parsed.data);
    if (incomplete.length > 0) throw new SettingsError(incomplete);
    return parsed.data;
  }
  throw new SettingsError(
    parsed.error.issues.map((issue) => {
      const missing = issue.code === "invalid_type" && issue.input === undefined;
      const name = issue.path.join(".");
      return missing ? `${name} is missing` : `${name} ${issue.message}`;
    }),
  );
}

let cached: Settings | undefined;

/** The process's settings, read once. */
export function getSettings(): Settings {
  cached ??= parseSettings(process.env);
  return cached;
}

type SecretSettings = Pick<Settings, "AUTH_SECRET" | "DATA_DIR">;

/** Where the first start leaves the secret that it makes. */
export function toAuthSecretFile({ DATA_DIR }: SecretSettings): string {
  return path.join(DATA_DIR, "auth-secret");
}

/** @throws {SettingsError} where somebody wrote another text into the file */
export function parseAuthSecret(file: string, text: string): string {
  const secret = text.trim();
  if (!isStrongSecret(secret)) throw new SettingsError([`${file} ${STRONG_SECRET}`]);
  return secret;
}

/** @throws {SettingsError} where neither the setting nor the file is there */
export function readAuthSecret(settings: SecretSettings): string {
  if (settings.AUTH_SECRET !== undefined) return settings.AUTH_SECRET;
  const file = toAuthSecretFile(settings);
  if (existsSync(file)) return parseAuthSecret(file, readFileSync(file, "utf8"));
  throw new SettingsError([
    "AUTH_SECRET is missing: `npm start` makes one; web and worker alone need the same one everywhere",
  ]);
}

let authSecret: string | undefined;

/** Signs sessions and seals what is secret in the database. */
export function getAuthSecret(): string {
  authSecret ??= readAuthSecret(getSettings());
  return authSecret;
}

export function isStartedByNpm(): boolean {
  return process.env.npm_lifecycle_event !== undefined;
}

/** Settings handed to a child process or to a library that reads the environment itself. */
export function toChildEnv(overrides: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...overrides };
}
