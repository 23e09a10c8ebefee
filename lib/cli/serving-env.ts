import { getSettings, toChildEnv } from "@/lib/env";

interface ServingSecrets {
  databaseUrl: string;
  authSecret: string;
}

/** The environment of the web and worker processes; next-auth reads its two from there by itself. */
export function toServingEnv(
  { databaseUrl, authSecret }: ServingSecrets,
  nodeEnv?: "development",
): NodeJS.ProcessEnv {
  const settings = getSettings();
  return toChildEnv({
    NODE_ENV: nodeEnv ?? "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: databaseUrl,
    PORT: String(settings.PORT),
    NEXTAUTH_URL: settings.PORTAL_URL ?? `http://localhost:${settings.PORT}`,
    AUTH_SECRET: authSecret,
    NEXTAUTH_SECRET: authSecret,
  });
}

/** @throws when DATABASE_URL is not set, for commands that do not start a server of their own. */
export function requireDatabaseUrl(command: string): string {
  const { DATABASE_URL } = getSettings();
  if (DATABASE_URL !== undefined) return DATABASE_URL;
  throw new Error(
    `\`${command}\` needs DATABASE_URL: only \`start\` brings its own PostgreSQL along.`,
  );
}
