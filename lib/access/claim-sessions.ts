import "server-only";
import { getSettings } from "@/lib/env";
import { toErrorMessage } from "@/lib/errors";
import { createLogger } from "@/lib/logger";
import {
  deleteClaimSession,
  findClaimSession,
  insertClaimSession,
  openClaimTokens,
  saveClaimTokens,
  takeClaimCheck,
  type ClaimTokens,
} from "./claim-session-store";
import { renewClaims } from "./identities";
import type { Identity } from "./identity-store";

export type { ClaimTokens } from "./claim-session-store";

/** What a provider says of a session that it once began. */
export type ClaimReading =
  | {
      state: "read";
      /** Null where it does not tell any more. */
      groups: readonly string[] | null;
      /** What to ask with the next time. */
      tokens: ClaimTokens;
    }
  | { state: "revoked" };

/** Asks the provider. @throws where it cannot be asked now */
export type ReadClaims = (subject: string, tokens: ClaimTokens) => Promise<ClaimReading>;

const MS_PER_MINUTE = 60_000;

/** Begins a session whose claims are read again while it lasts. @returns its id */
export function beginClaimSession(
  identity: Identity & { userId: string },
  tokens: ClaimTokens,
  seconds: number,
): Promise<string> {
  const now = new Date();
  const expiresAt = new Date(now.getTime() + seconds * 1000);
  const { userId, issuer, subject } = identity;
  return insertClaimSession({ userId, issuer, subject, tokens, now, expiresAt });
}

/** Signed out: whoever still has the cookie is out as well. */
export const endClaimSession = deleteClaimSession;

/**
 * Whether a session still holds. When its claims are due they are read anew first, and what they no longer give
 * is gone. A provider that cannot be asked changes nothing, for as long as the session lasts.
 */
export async function isClaimSessionGood(
  id: string,
  readClaims: ReadClaims,
  now = new Date(),
): Promise<boolean> {
  const session = await findClaimSession(id, now);
  if (session === null) return false;
  const dueBefore = new Date(now.getTime() - getSettings().OIDC_RECHECK_MINUTES * MS_PER_MINUTE);
  const isDue = session.checkedAt <= dueBefore && (await takeClaimCheck(id, dueBefore, now));
  if (!isDue) return true;
  const reading = await findReading(() => readClaims(session.subject, openClaimTokens(session)));
  if (reading === null) return true;
  if (reading.state === "revoked") {
    await deleteClaimSession(id);
    return false;
  }
  await saveClaimTokens(id, reading.tokens);
  if (reading.groups !== null) await renewClaims(session, reading.groups);
  return true;
}

async function findReading(read: () => Promise<ClaimReading>): Promise<ClaimReading | null> {
  try {
    return await read();
  } catch (error) {
    const message = toErrorMessage(error);
    createLogger("sign-in").warn({ error: message }, "claims could not be read again");
    return null;
  }
}
