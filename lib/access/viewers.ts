import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { createBatcher } from "@/lib/db/batch";
import type { ReadClaims } from "./claim-readings";
import { refreshIdentity } from "./claim-sessions";
import type { Identity } from "./identity-store";
import { listViewersByEmail, listViewersById } from "./store";

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

/**
 * Role and tenants as they are now: identities whose groups give some of them are asked about first, but for the
 * one that was `asked` already.
 */
export async function findCurrentViewer(
  userId: string,
  readClaims: ReadClaims,
  asked: Identity | null = null,
): Promise<Viewer | null> {
  const found = await loadViewer(userId);
  if (!found) return null;
  const others = found.claimedBy.filter(
    ({ issuer, subject }) => issuer !== asked?.issuer || subject !== asked.subject,
  );
  if (others.length === 0) return found.viewer;
  await Promise.all(others.map((identity) => refreshIdentity(userId, identity, readClaims)));
  return findViewerById(userId);
}
