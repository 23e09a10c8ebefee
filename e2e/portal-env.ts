import { toChildEnv } from "@/lib/env";
import type { IdentitySettings } from "./identity-process";

export interface PortalSettings {
  databaseUrl: string;
  litellmUrl: string;
  litellmKey: string;
  analyticsUrl?: string;
  analyticsKey?: string;
  analyticsDays?: number;
  port: number;
  authSecret: string;
  dataDir: string;
  logLevel?: string;
  historyDays?: number;
  /** Identity providers; without them there are local accounts only. */
  identity?: IdentitySettings;
}

/** The group of an organization, and the mapping that the tests sign in with. */
const SIGN_IN_MAPPING =
  "ai-admins -> platform_admin; ai-audit -> auditor; ai-ops:* -> operator tenant:* project:atlas-core";

function toIdentityEnv(identity: IdentitySettings | undefined): Record<string, string> {
  return {
    OIDC_ISSUER: identity?.url ?? "",
    OIDC_CLIENT_ID: identity?.clientId ?? "",
    OIDC_CLIENT_SECRET: identity?.clientSecret ?? "",
    OIDC_NAME: "Example SSO",
    OIDC_SCOPES: "openid email profile groups",
    OIDC_GROUPS_CLAIM: "groups",
    OIDC_TRUST_EMAIL: "",
    OIDC_RECHECK_MINUTES: "0",
    GITHUB_CLIENT_ID: identity?.clientId ?? "",
    GITHUB_CLIENT_SECRET: identity?.clientSecret ?? "",
    GITHUB_URL: identity ? `${identity.url}/github` : "",
    GITHUB_ORGANIZATIONS: "example-org",
    SIGN_IN_MAPPING,
  };
}

/** The environment of a portal of the demo or of the tests; every setting is named, so that the caller's own cannot reach it. */
export function toPortalEnv(settings: PortalSettings): NodeJS.ProcessEnv {
  return toChildEnv({
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: settings.databaseUrl,
    DATABASE_POOL_SIZE: "10",
    DATA_DIR: settings.dataDir,
    PORT: String(settings.port),
    PORTAL_URL: `http://localhost:${settings.port}`,
    NEXTAUTH_URL: `http://localhost:${settings.port}`,
    AUTH_SECRET: settings.authSecret,
    NEXTAUTH_SECRET: settings.authSecret,
    TRUSTED_PROXIES: "",
    FIRST_ADMIN_EMAIL: "",
    FIRST_ADMIN_PASSWORD: "",
    ...toIdentityEnv(settings.identity),
    LITELLM_URL: settings.litellmUrl,
    LITELLM_MASTER_KEY: settings.litellmKey,
    ANALYTICS_URL: settings.analyticsUrl ?? "",
    ANALYTICS_KEY: settings.analyticsKey ?? "",
    ANALYTICS_CONCURRENCY: "8",
    ANALYTICS_HISTORY_DAYS: String(settings.analyticsDays ?? 62),
    TENANT_ENTITY: "team",
    SYNC_HISTORY_DAYS: String(settings.historyDays ?? 400),
    SMTP_URL: "",
    MAIL_FROM: "Tokenroll <tokenroll@localhost>",
    ALERT_PRIVATE_TARGETS: "refuse",
    LITELLM_WEBHOOK_SECRET: "",
    LOG_LEVEL: settings.logLevel ?? "warn",
  });
}
