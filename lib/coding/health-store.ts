import "server-only";
import { getDatabase } from "@/lib/db/client";
import type { TelemetryToken } from "./schema";

/** An account's good tokens that may send telemetry; served by (user, created). */
export async function listTelemetryTokens(userId: string): Promise<TelemetryToken[]> {
  const tokens = await getDatabase().apiToken.findMany({
    where: {
      ...{ userId, revokedAt: null, expiresAt: { gt: new Date() } },
      scopes: { has: "otlp:write" },
    },
    select: { id: true, name: true, hint: true, expiresAt: true, telemetry: true },
    orderBy: { createdAt: "desc" },
  });
  return tokens.map(({ telemetry, ...token }) => ({
    ...{ token_id: token.id, name: token.name, hint: token.hint },
    expires_at: token.expiresAt.toISOString(),
    last_accepted_at: telemetry?.lastAcceptedAt?.toISOString() ?? null,
    last_rejected_at: telemetry?.lastRejectedAt?.toISOString() ?? null,
    rejected_because: telemetry?.rejectedBecause ?? null,
    services: telemetry?.services ?? [],
    signals: telemetry?.signals ?? [],
    temporalities: telemetry?.temporalities ?? [],
  }));
}
