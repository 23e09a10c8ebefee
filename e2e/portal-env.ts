import { toChildEnv } from "@/lib/env";

export interface PortalSettings {
  databaseUrl: string;
  litellmUrl: string;
  litellmKey: string;
  port: number;
  authSecret: string;
  dataDir: string;
  logLevel?: string;
  historyDays?: number;
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
    FIRST_ADMIN_EMAIL: "",
    FIRST_ADMIN_PASSWORD: "",
    LITELLM_URL: settings.litellmUrl,
    LITELLM_MASTER_KEY: settings.litellmKey,
    SYNC_HISTORY_DAYS: String(settings.historyDays ?? 400),
    LOG_LEVEL: settings.logLevel ?? "warn",
  });
}
