import { createHmac } from "node:crypto";
import { z } from "zod";
import { parseClaimMapping } from "./claim-mapping";

const positiveInt = z.coerce.number().int().positive();
const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === "" ? undefined : text))
  .optional();
const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http(s) URL" })
  .transform((url) => url.replace(/\/+$/, ""));

const wordList = z
  .string()
  .default("")
  .transform((text) => text.split(/[\s,]+/).filter((word) => word !== ""));
const claimMapping = z
  .string()
  .default("")
  .transform((text, context) => {
    try {
      return parseClaimMapping(text);
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : "is not understood");
      return z.NEVER;
    }
  });

/** Every setting, its type and its default. `.env.example` documents each in the same order. */
const settingsSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  DATABASE_URL: optionalText.refine((url) => url === undefined || /^postgres(ql)?:\/\//.test(url), {
    error: "must start with postgresql:// (leave it empty for the embedded server)",
  }),
  DATABASE_POOL_SIZE: positiveInt.max(200).default(10),
  DATA_DIR: z.string().min(1).default(".data"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PORTAL_URL: httpUrl.optional(),
  AUTH_SECRET: optionalText.refine((secret) => secret === undefined || secret.length >= 32, {
    error: "must have at least 32 characters",
  }),
  FIRST_ADMIN_EMAIL: z.email({ error: "must be an e-mail address" }).toLowerCase().optional(),
  FIRST_ADMIN_PASSWORD: z
    .string()
    .min(12, { error: "must have at least 12 characters" })
    .optional(),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_CLIENT_ID: optionalText,
  OIDC_CLIENT_SECRET: optionalText,
  OIDC_NAME: z.string().trim().min(1).default("single sign-on"),
  OIDC_SCOPES: z.string().trim().min(1).default("openid email profile"),
  OIDC_GROUPS_CLAIM: z.string().trim().min(1).default("groups"),
  OIDC_TRUST_EMAIL: z.stringbool().default(false),
  OIDC_RECHECK_MINUTES: z.coerce.number().int().min(0).max(1_440).default(0),
  GITHUB_CLIENT_ID: optionalText,
  GITHUB_CLIENT_SECRET: optionalText,
  GITHUB_URL: httpUrl.default("https://github.com"),
  GITHUB_ORGANIZATIONS: wordList,
  SIGN_IN_MAPPING: claimMapping,
  LITELLM_URL: httpUrl,
  LITELLM_MASTER_KEY: z.string({ error: "is missing: a proxy_admin key" }).min(1),
  LITELLM_TIMEOUT_MS: positiveInt.default(30_000),
  LITELLM_CONCURRENCY: positiveInt.max(100).default(8),
  LITELLM_PAGE_SIZE: positiveInt.max(1000).default(1000),
  TENANT_ENTITY: z.enum(["team", "organization"]).default("team"),
  CHANNEL_TAG_PREFIX: z.string().min(1).default("channel:"),
  LITELLM_CUSTOMER_CONCURRENCY: positiveInt.max(100).default(25),
  ACCOUNT_CLI_SUFFIX: z.string().min(1).default("_codemie_cli"),
  ACCOUNT_PREMIUM_SUFFIX: z.string().min(1).default("_codemie_premium_models"),
  ACCOUNT_PROJECT_PREFIX: z.string().min(1).default("codemie:project:"),
  ANALYTICS_URL: httpUrl.optional(),
  ANALYTICS_KEY: optionalText,
  ANALYTICS_TIMEOUT_MS: positiveInt.default(90_000),
  ANALYTICS_CONCURRENCY: positiveInt.max(100).default(4),
  ANALYTICS_INTERVAL_MINUTES: positiveInt.max(1_440).default(60),
  ANALYTICS_HISTORY_DAYS: positiveInt.max(3_660).default(62),
  LEADERBOARD_NAMES: z.enum(["all", "opt-in", "alias"]).default("all"),
  LEADERBOARD_MIN_GROUP: positiveInt.max(1_000).default(5),
  SYNC_INTERVAL_MINUTES: positiveInt.max(59).default(5),
  SYNC_ACCOUNTS_MINUTES: positiveInt.max(59).default(10),
  SYNC_RECENT_DAYS: positiveInt.max(31).default(3),
  SYNC_HISTORY_DAYS: positiveInt.max(3_660).default(400),
  SMTP_URL: optionalText.refine((url) => url === undefined || /^smtps?:\/\//.test(url), {
    error: "must start with smtp:// or smtps://",
  }),
  MAIL_FROM: z.string().min(3).default("Tokenroll <tokenroll@localhost>"),
  ALERT_PRIVATE_TARGETS: z.enum(["refuse", "allow"]).default("refuse"),
  LITELLM_WEBHOOK_SECRET: optionalText.refine((text) => text === undefined || text.length >= 16, {
    error: "must have at least 16 characters",
  }),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

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
        "\nSee .env.example for what each one means.",
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

/**
 * Signs sessions. Derived from the LiteLLM key when not set, so that replicas agree without a
 * further setting; changing that key then signs everybody out.
 */
export function getAuthSecret(): string {
  const settings = getSettings();
  return (
    settings.AUTH_SECRET ??
    createHmac("sha256", settings.LITELLM_MASTER_KEY)
      .update("tokenroll session secret")
      .digest("hex")
  );
}

/** Settings handed to a child process or to a library that reads the environment itself. */
export function toChildEnv(overrides: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...overrides };
}
