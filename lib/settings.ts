import { z } from "zod";
import { isNetwork } from "./client-address";
import { claimMapping, httpUrl, optionalText, positiveInt, text, wordList } from "./setting-shapes";
import { isStrongSecret, STRONG_SECRET } from "./strong-secret";

/**
 * Every setting: its type, its default and what it is for. `npm run docs` writes `.env.example` and
 * `docs/settings.md` from here. A group is a heading there; `example` is shown where nothing is the default.
 */
export const SETTING_GROUPS = {
  Database: {
    DATABASE_URL: optionalText
      .refine((url) => url === undefined || /^postgres(ql)?:\/\//.test(url), {
        error: "must start with postgresql:// (leave it empty for the embedded server)",
      })
      .meta({
        description:
          "PostgreSQL 15 or newer. Empty: an embedded PostgreSQL is started, with its data in `DATA_DIR`.",
        example: "postgresql://tokenroll:secret@db.internal:5432/tokenroll",
      }),
    DATABASE_POOL_SIZE: positiveInt
      .max(200)
      .default(10)
      .describe("Connections of each process (web, worker)."),
    DATA_DIR: z
      .string()
      .min(1)
      .default(".data")
      .describe("Where the embedded server's data is, and the secret that signs sessions."),
  },
  Web: {
    PORT: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .default(3000)
      .describe("Where the web server listens."),
    PORTAL_URL: httpUrl.optional().meta({
      description:
        "The address in the browser, when it is not `http://localhost:PORT`. https here makes cookies secure.",
      example: "https://tokenroll.example.com",
    }),
    AUTH_SECRET: optionalText
      .refine((secret) => secret === undefined || isStrongSecret(secret), { error: STRONG_SECRET })
      .describe(
        "Signs sessions and encrypts secrets in the database: `openssl rand -base64 32`. Empty: `npm start` " +
          "makes one in `DATA_DIR/auth-secret`; web and worker on other machines need the same one here. " +
          "Another value signs everybody out, and the Slack and webhook addresses of alert channels have to " +
          "be added again.",
      ),
    TRUSTED_PROXIES: wordList
      .refine((words) => words.every(isNetwork), {
        error: "must be addresses or networks: 10.0.0.7, 10.1.0.0/16, fd00::/8",
      })
      .meta({
        description:
          "Reverse proxies whose X-Forwarded-For is believed. Behind one that is not named here, failed " +
          "sign-ins of everybody count for the proxy's own address.",
        example: "10.0.0.7 10.1.0.0/16 fd00::/8",
      }),
    FIRST_ADMIN_EMAIL: z
      .email({ error: "must be an e-mail address" })
      .toLowerCase()
      .optional()
      .meta({
        description:
          "The first administrator, created at the start when this e-mail has no account yet. Without a " +
          "password the account is made when that person first signs in with an identity provider.",
        example: "ada@example.com",
      }),
    FIRST_ADMIN_PASSWORD: z
      .string()
      .min(12, { error: "must have at least 12 characters" })
      .optional()
      .describe("The first administrator's password, at least 12 characters."),
  },
  "Sign-in with OpenID Connect": {
    OIDC_ISSUER: httpUrl.optional().meta({
      description:
        "Any OpenID Connect issuer. Register `PORTAL_URL/api/auth/callback/oidc` there. Local accounts stay.",
      example: "https://login.example.com/realms/main",
    }),
    OIDC_CLIENT_ID: optionalText.describe("The client's id at the issuer."),
    OIDC_CLIENT_SECRET: optionalText.describe("The client's secret at the issuer."),
    OIDC_NAME: text.default("single sign-on").describe("What the button says: Continue with …"),
    OIDC_SCOPES: text
      .default("openid email profile")
      .describe(
        "What is asked for. Add `offline_access` where the issuer has it, so that groups can be read after " +
          "the first access token has ended.",
      ),
    OIDC_GROUPS_CLAIM: text.default("groups").describe("The claim that lists a person's groups."),
    OIDC_TRUST_EMAIL: z
      .stringbool()
      .prefault("false")
      .describe(
        "`true` for issuers that never say `email_verified` (Entra ID): the e-mail is then taken as verified.",
      ),
    OIDC_RECHECK_MINUTES: z.coerce
      .number()
      .int()
      .min(0)
      .max(1_440)
      .default(0)
      .describe(
        "How long groups count, GitHub's too, before they are read again; 0 reads them with every request. " +
          "Raise it where the issuer is slow or limits rates: a role outlives its group by that long.",
      ),
  },
  "Sign-in with GitHub, and groups": {
    GITHUB_CLIENT_ID: optionalText.describe(
      "The OAuth app's id. Register `PORTAL_URL/api/auth/callback/github` there.",
    ),
    GITHUB_CLIENT_SECRET: optionalText.describe("The OAuth app's secret."),
    GITHUB_URL: httpUrl
      .prefault("https://github.com")
      .describe("The address of GitHub or of your GitHub Enterprise server."),
    GITHUB_ORGANIZATIONS: wordList.meta({
      description:
        "Members of these organizations get an account at their first sign-in; others need one first. " +
        "An organization counts as a group.",
      example: "example-org another-org",
    }),
    SIGN_IN_MAPPING: claimMapping.meta({
      description: "Which role, tenants and projects a group gives; see `docs/sign-in.md`.",
      example: "ai-admins -> platform_admin; ai-ops:* -> operator tenant:* project:atlas-core",
    }),
  },
  LiteLLM: {
    LITELLM_URL: httpUrl.meta({
      description: "The proxy's address, without `/v1`.",
      example: "https://litellm.internal",
    }),
    LITELLM_MASTER_KEY: z.string({ error: "is missing: a proxy_admin key" }).min(1).meta({
      description:
        "A key with the role `proxy_admin`; the master key works too. It stays on the server.",
      example: "sk-…",
    }),
    LITELLM_TIMEOUT_MS: positiveInt.default(30_000).describe("Limit of one request."),
    LITELLM_CONCURRENCY: positiveInt.max(100).default(8).describe("Requests at once."),
    LITELLM_PAGE_SIZE: positiveInt
      .max(1000)
      .default(1000)
      .describe("Rows of daily activity asked for at once."),
    TENANT_ENTITY: z
      .enum(["team", "organization"])
      .default("team")
      .describe(
        "What a tenant is. An organization is all its teams; a team in none is a tenant of its own. Choose " +
          "before the first sync: tenants of the other kind stay in the list, as gone from LiteLLM.",
      ),
    CHANNEL_TAG_PREFIX: z
      .string()
      .min(1)
      .default("channel:")
      .describe("A request tag that begins with this names the channel: `channel:slack`."),
    LITELLM_SPEND_LOG_PAGES: z.coerce
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(0)
      .describe(
        "Pages of 100 spend logs that one reading of messages may ask for, where an agent's tags of a day leave " +
          "several answers; 0 reads none and the bounds stand. Only the tags are looked at and only counts " +
          "are kept.",
      ),
    LITELLM_CUSTOMER_CONCURRENCY: positiveInt
      .max(100)
      .default(25)
      .describe(
        "Customers read one by one at once, where LiteLLM refuses the list of all of them.",
      ),
    ACCOUNT_CLI_SUFFIX: z
      .string()
      .min(1)
      .default("_codemie_cli")
      .describe(
        "A person's customers in LiteLLM are `<e-mail>` (Web), `<e-mail><this>` (CLI) and, with the next " +
          "setting, Premium.",
      ),
    ACCOUNT_PREMIUM_SUFFIX: z
      .string()
      .min(1)
      .default("_codemie_premium_models")
      .describe("What the id of a person's Premium customer ends with."),
    ACCOUNT_PROJECT_PREFIX: z
      .string()
      .min(1)
      .default("codemie:project:")
      .describe("Customers that begin with this belong to a project, not to a person."),
  },
  "Analytics API (optional)": {
    ANALYTICS_URL: httpUrl.optional().meta({
      description:
        "Its address up to and without `/v1/analytics`. Empty: `/analytics` says what to configure.",
      example: "https://analytics.internal",
    }),
    ANALYTICS_KEY: optionalText.describe(
      "A service credential with administrator's rights, sent as a bearer token. It stays on the server.",
    ),
    ANALYTICS_TIMEOUT_MS: positiveInt
      .default(90_000)
      .describe("Limit of one request; the API itself gives up after 60 seconds."),
    ANALYTICS_CONCURRENCY: positiveInt.max(100).default(4).describe("Requests at once."),
    ANALYTICS_INTERVAL_MINUTES: positiveInt
      .max(1_440)
      .default(60)
      .describe("How often it is read."),
    ANALYTICS_HISTORY_DAYS: positiveInt
      .max(3_660)
      .default(62)
      .describe("How many days of what each person spent are kept up."),
    ANALYTICS_ON_DEMAND_PER_MINUTE: z.coerce
      .number()
      .int()
      .min(0)
      .max(600)
      .default(60)
      .describe(
        "What the stored tables cannot answer (people, other times) is read when a page asks for it: so many " +
          "readings in a minute, of which one person has at most a sixth. 0: none.",
      ),
    ANALYTICS_ON_DEMAND_MB: positiveInt
      .max(100_000)
      .default(200)
      .describe("How much of what was read on demand is kept; the oldest goes first."),
    LEADERBOARD_NAMES: z
      .enum(["all", "opt-in", "alias"])
      .default("all")
      .describe("Whose names the leaderboard shows: all, those of people who agreed, or nobody's."),
    LEADERBOARD_MIN_GROUP: positiveInt
      .max(1_000)
      .default(5)
      .describe(
        "Averages, distributions and, where names are hidden, lists of fewer people are not shown.",
      ),
  },
  Sync: {
    SYNC_INTERVAL_MINUTES: positiveInt
      .max(59)
      .default(5)
      .describe("How often the newest days, names and budgets are read."),
    SYNC_ACCOUNTS_MINUTES: positiveInt
      .max(59)
      .default(10)
      .describe("How often people's accounts are read."),
    SYNC_RECENT_DAYS: positiveInt
      .max(31)
      .default(3)
      .describe("How many days, today included, LiteLLM may still add to."),
    SYNC_HISTORY_DAYS: positiveInt
      .max(3_660)
      .default(400)
      .describe("How many days back the history is read."),
  },
  "Coding agents": {
    OTLP_MAX_BODY_MB: positiveInt
      .max(64)
      .default(20)
      .describe(
        "The largest body that is taken over OpenTelemetry, before and after it is inflated.",
      ),
    CALL_RETENTION_MONTHS: positiveInt
      .max(120)
      .default(13)
      .describe("How many months single calls are kept; sums by hour and by day stay."),
    CODING_SUBSCRIPTIONS: wordList.meta({
      description:
        "Harnesses that a seat pays for, whatever they report: what their calls would have cost is shown as a " +
        "value and is no part of the money spent.",
      example: "claude-code codex",
    }),
    CODING_GATEWAY_HOSTS: wordList.meta({
      description:
        "Further names of the LiteLLM proxy's host. A call that an agent says it sent there is charged there.",
      example: "llm.internal.example.com",
    }),
  },
  Alerts: {
    SMTP_URL: optionalText
      .refine((url) => url === undefined || /^smtps?:\/\//.test(url), {
        error: "must start with smtp:// or smtps://",
      })
      .meta({
        description: "The mail server that alerts are sent through. Without it no e-mail is sent.",
        example: "smtp://user:password@mail.example.com:587",
      }),
    MAIL_FROM: z
      .string()
      .min(3)
      .default("Tokenroll <tokenroll@localhost>")
      .describe("Who e-mails are from."),
    ALERT_PRIVATE_TARGETS: z
      .enum(["refuse", "allow"])
      .default("refuse")
      .describe("Whether webhooks may go to addresses of private networks."),
    LITELLM_WEBHOOK_SECRET: optionalText
      .refine((secret) => secret === undefined || secret.length >= 16, {
        error: "must have at least 16 characters",
      })
      .describe(
        "Lets LiteLLM's own alerts in at `/api/hooks/litellm?secret=<this>`; at least 16 characters.",
      ),
  },
  Metrics: {
    METRICS_TENANTS: z.coerce
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(200)
      .describe(
        "How many tenants have series of their own at `/api/metrics`: those that cost most this month.",
      ),
    METRICS_AGENTS: z.coerce
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(0)
      .describe("How many agents have series of their own there, by the same rule."),
  },
  Process: {
    NODE_ENV: z
      .enum(["development", "production", "test"])
      .default("production")
      .describe("`production` for everything but work on the portal itself."),
    LOG_LEVEL: z
      .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
      .default("info")
      .describe("The least severe lines that are logged."),
  },
};

export const settingsSchema = z.object({
  ...SETTING_GROUPS.Database,
  ...SETTING_GROUPS.Web,
  ...SETTING_GROUPS["Sign-in with OpenID Connect"],
  ...SETTING_GROUPS["Sign-in with GitHub, and groups"],
  ...SETTING_GROUPS.LiteLLM,
  ...SETTING_GROUPS["Analytics API (optional)"],
  ...SETTING_GROUPS.Sync,
  ...SETTING_GROUPS["Coding agents"],
  ...SETTING_GROUPS.Alerts,
  ...SETTING_GROUPS.Metrics,
  ...SETTING_GROUPS.Process,
});
