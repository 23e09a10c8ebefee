import "server-only";
import { decode } from "next-auth/jwt";
import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { findGoodClaimSession } from "@/lib/access/claim-sessions";
import { findCurrentViewer } from "@/lib/access/viewers";
import { getAuthSecret } from "@/lib/env";
import { readClaimsAgain } from "./claims";
import { toSessionCookieName } from "./cookie";
import { canReadAdministration, type Viewer } from "./policy";

const sessionSchema = z.object({
  sub: z.uuid(),
  session: z.uuid(),
  version: z.number().int(),
  /** The session whose claims are read again; where none gave any there is none. */
  sid: z.string().optional(),
});

/** What a session cookie says, null when it is missing, forged or expired. */
async function readSession(token: string | undefined) {
  if (!token) return null;
  try {
    return sessionSchema.parse(await decode({ token, secret: getAuthSecret() }));
  } catch {
    // Any token that does not decrypt is a stranger's; there is nothing to tell them apart.
    return null;
  }
}

/** Role and tenants as they are now, those that claims give too. */
export async function findViewerByToken(token: string | undefined): Promise<Viewer | null> {
  const read = await readSession(token);
  if (read === null) return null;
  const session = { id: read.session, version: read.version };
  if (read.sid === undefined) return findCurrentViewer(read.sub, readClaimsAgain, { session });
  const asked = await findGoodClaimSession(read.sid, readClaimsAgain);
  return asked && findCurrentViewer(read.sub, readClaimsAgain, { asked, session });
}

/** Who looks at this page; null for a stranger. Read once a request, whatever becomes of a connection meanwhile. */
export const findViewer = cache(async (): Promise<Viewer | null> => {
  const jar = await cookies();
  return findViewerByToken(jar.get(toSessionCookieName())?.value);
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
