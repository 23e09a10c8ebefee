import "server-only";
import { recordAudit } from "@/lib/audit/service";
import type { Viewer } from "@/lib/auth/policy";
import { getDatabase } from "@/lib/db/client";

/** Null for an account that is gone; served by the primary key. */
export async function findSessionVersion(userId: string): Promise<number | null> {
  const user = await getDatabase().user.findUnique({
    where: { id: userId },
    select: { sessionVersion: true },
  });
  return user?.sessionVersion ?? null;
}

export interface EndedSession {
  id: string;
  userId: string;
  expiresAt: Date;
}

/** Noted until its cookie expires; those that have expired are forgotten. */
export async function insertEndedSession(session: EndedSession, now: Date): Promise<void> {
  const { endedSession } = getDatabase();
  await endedSession.deleteMany({ where: { expiresAt: { lt: now } } });
  await endedSession.createMany({ data: [session], skipDuplicates: true });
}

export async function renewSessionVersion(viewer: Viewer): Promise<void> {
  await getDatabase().$transaction(async (tx) => {
    await tx.user.update({
      where: { id: viewer.userId },
      data: { sessionVersion: { increment: 1 } },
    });
    await recordAudit(tx, {
      viewer,
      action: "account.end_sessions",
      entityKind: "account",
      entityId: viewer.email,
    });
  });
}
