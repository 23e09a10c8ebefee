import "server-only";
import { randomUUID } from "node:crypto";
import type { Viewer } from "@/lib/auth/policy";
import { revokeOwnTokens } from "@/lib/tokens/service";
import type { EndSessionsQuery } from "./schema";
import { findSessionVersion, insertEndedSession, renewSessionVersion } from "./session-store";
import type { SessionMark } from "./viewers";

/** What the cookie of a new session says. @throws when the account is gone meanwhile */
export async function beginSession(userId: string): Promise<SessionMark> {
  const version = await findSessionVersion(userId);
  if (version === null) throw new Error("The account is gone.");
  return { id: randomUUID(), version };
}

/** Signs out of one session: its cookie opens nothing from now on, whoever has a copy. */
export async function endSession(userId: string, id: string, seconds: number): Promise<void> {
  const now = new Date();
  await insertEndedSession(
    { id, userId, expiresAt: new Date(now.getTime() + seconds * 1000) },
    now,
  );
}

/** Signs the viewer out everywhere, here too; API tokens go on unless they are to end with it. */
export async function endAllSessions(
  viewer: Viewer,
  { with_tokens: withTokens }: EndSessionsQuery,
): Promise<void> {
  if (withTokens) await revokeOwnTokens(viewer);
  await renewSessionVersion(viewer);
}
