import "server-only";
import { getSettings } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { readSince, type ReadClaims } from "./claim-readings";
import {
  endClaimSession as endStoredSession,
  findClaimSession,
  findLastClaimSession,
  insertClaimSession,
  type ClaimTokens,
  type StoredClaimSession,
} from "./claim-session-store";
import { renewClaims } from "./identities";
import type { Identity } from "./identity-store";

const MS_PER_MINUTE = 60_000;
/** The requests of one page share a reading. */
const SHARED_MS = 1_000;
/** What no provider confirmed for so long counts no more, also for an API token. */
const MAX_UNREAD_MS = 8 * 60 * MS_PER_MINUTE;

/** Begins a session whose claims are read again while it lasts. @returns its id */
export function beginClaimSession(
  { issuer, subject, userId }: Identity & { userId: string },
  tokens: ClaimTokens,
  seconds: number,
): Promise<string> {
  return insertClaimSession({ userId, issuer, subject, tokens, seconds });
}

/** Signed out: whoever still has the cookie is out as well. */
export const endClaimSession = endStoredSession;

function readNow(session: StoredClaimSession, readClaims: ReadClaims) {
  const ageMs = Math.max(getSettings().OIDC_RECHECK_MINUTES * MS_PER_MINUTE, SHARED_MS);
  return readSince(session, new Date(session.foundAt.getTime() - ageMs), readClaims);
}

/**
 * Whose session it is, null where it does not hold any more. When its claims are due they are read anew first, and
 * what they no longer give is gone. A provider that cannot be asked changes nothing, for as long as it lasts.
 */
export async function findGoodClaimSession(
  id: string,
  readClaims: ReadClaims,
): Promise<Identity | null> {
  const session = await findClaimSession(id);
  if (session === null) return null;
  const { state } = await readNow(session, readClaims);
  return state === "over" ? null : { issuer: session.issuer, subject: session.subject };
}

/**
 * Makes sure of what an identity gives to an account that asks by another way: an API token, a password, another
 * identity. Its last session is asked with; where none is left, what the identity gave is withdrawn.
 * @throws {AppError} unavailable where the provider has not answered for longer than a session lasts
 */
export async function refreshIdentity(
  userId: string,
  identity: Identity,
  readClaims: ReadClaims,
): Promise<void> {
  for (;;) {
    const session = await findLastClaimSession(userId, identity);
    if (session === null) return renewClaims(identity, []);
    const { state } = await readNow(session, readClaims);
    if (state === "read") return;
    const unreadMs = session.foundAt.getTime() - session.checkedAt.getTime();
    if (state === "unread" && unreadMs <= MAX_UNREAD_MS) return;
    if (state === "unread") {
      throw new AppError(
        "unavailable",
        "The identity provider cannot be asked what you may do. Try again in a minute.",
      );
    }
  }
}
