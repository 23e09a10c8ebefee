import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { createBatcher } from "@/lib/db/batch";
import type { ReadClaims } from "./claim-readings";
import { refreshIdentity } from "./claim-sessions";
import type { Identity } from "./identity-store";
import { listViewersByEmail, listViewersById, type ClaimedViewer } from "./store";

const loadViewer = createBatcher(async (userIds: readonly string[]) => {
  const found = await listViewersById(userIds);
  return new Map(found.map((one) => [one.viewer.userId, one]));
});

/** Role and tenants as they are stored: read for every request, shared by requests of the same instant. */
export async function findViewerById(userId: string): Promise<Viewer | null> {
  return (await loadViewer(userId))?.viewer ?? null;
}

/** Role and tenants as they are stored, of the accounts that may sign in. */
export async function findViewersByEmail(emails: readonly string[]): Promise<Viewer[]> {
  return (await listViewersByEmail(emails)).map(({ viewer }) => viewer);
}

/** What a session's cookie says of itself. */
export interface SessionMark {
  id: string;
  /** The account's number when it began. */
  version: number;
}

/** What is known of a request before the account is read. */
export interface ViewerSource {
  /** The identity that was asked about already. */
  asked?: Identity | null;
  /** The session that it comes from, unless it comes from an API token. */
  session?: SessionMark;
}

function isOver(session: SessionMark | undefined, found: ClaimedViewer): boolean {
  if (session === undefined) return false;
  return session.version !== found.sessionVersion || found.endedSessions.includes(session.id);
}

/**
 * Role and tenants as they are now, null once the session is over: identities whose groups give some of them are
 * asked about first.
 */
export async function findCurrentViewer(
  userId: string,
  readClaims: ReadClaims,
  { asked, session }: ViewerSource = {},
): Promise<Viewer | null> {
  const found = await loadViewer(userId);
  if (!found || isOver(session, found)) return null;
  const others = found.claimedBy.filter(
    ({ issuer, subject }) => issuer !== asked?.issuer || subject !== asked.subject,
  );
  if (others.length === 0) return found.viewer;
  await Promise.all(others.map((identity) => refreshIdentity(userId, identity, readClaims)));
  return findViewerById(userId);
}
