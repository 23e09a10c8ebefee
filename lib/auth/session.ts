import "server-only";
import { decode } from "next-auth/jwt";
import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { findGoodClaimSession } from "@/lib/access/claim-sessions";
import { findCurrentViewer } from "@/lib/access/viewers";
import { withReconnect } from "@/lib/db/reconnect";
import { getAuthSecret } from "@/lib/env";
import { readClaimsAgain } from "./claims";
import { toSessionCookieName } from "./cookie";
import { canReadAdministration, type Viewer } from "./policy";

interface Session {
  userId: string;
  /** The session whose claims are read again; null where none gave any. */
  claimSessionId: string | null;
}

/** What a session cookie says, null when it is missing, forged or expired. */
async function readSession(token: string | undefined): Promise<Session | null> {
  if (!token) return null;
  try {
    const session = await decode({ token, secret: getAuthSecret() });
    if (!session?.sub) return null;
    const claimSessionId = typeof session.sid === "string" ? session.sid : null;
    return { userId: session.sub, claimSessionId };
  } catch {
    // Any token that does not decrypt is a stranger's; there is nothing to tell them apart.
    return null;
  }
}

/** Role and tenants as they are now, those that claims give too. */
export async function findViewerByToken(token: string | undefined): Promise<Viewer | null> {
  const session = await readSession(token);
  if (session === null) return null;
  const { userId, claimSessionId } = session;
  if (claimSessionId === null) return findCurrentViewer(userId, readClaimsAgain);
  const identity = await findGoodClaimSession(claimSessionId, readClaimsAgain);
  return identity && findCurrentViewer(userId, readClaimsAgain, identity);
}

/** Who looks at this page; null for a stranger. Read once a request, whatever becomes of a connection meanwhile. */
export const findViewer = cache(async (): Promise<Viewer | null> => {
  const jar = await cookies();
  return withReconnect(() => findViewerByToken(jar.get(toSessionCookieName())?.value));
});

/** The viewer, or off to the sign-in page. */
export async function requireViewer(): Promise<Viewer> {
  return (await findViewer()) ?? redirect("/sign-in");
}

/** For the pages below /admin, which do not exist for anybody else. */
export async function requireAdministrationViewer(): Promise<Viewer> {
  const viewer = await requireViewer();
  return canReadAdministration(viewer) ? viewer : notFound();
}
