import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { toErrorMessage } from "@/lib/errors";
import { createLogger } from "@/lib/logger";
import { SealedTextError } from "@/lib/sealed-text";
import {
  deleteClaimSession,
  endReading,
  findReading,
  openClaimTokens,
  saveClaimTokens,
  takeReading,
  type ClaimTokens,
  type ReadingLease,
  type StoredClaimSession,
} from "./claim-session-store";
import { hasClaimedGroups, renewClaims } from "./identities";
import type { Identity } from "./identity-store";

/** What a provider says of a session that it once began. */
export type ClaimReading =
  /** `tokens` is what to ask with the next time. */
  | { state: "read"; groups: readonly string[]; tokens: ClaimTokens }
  | { state: "revoked" }
  /** There is nothing left to ask with. */
  | { state: "mute" }
  /** It answered, but neither yes nor no. */
  | { state: "unclear" };

/** Asks the provider. @throws where it did not answer */
export type ReadClaims = (identity: Identity, tokens: ClaimTokens) => Promise<ClaimReading>;

/** `unread`: the provider could not be asked, so everything stays as it was. */
export type ReadingOutcome =
  { state: "read"; asOf: Date } | { state: "unread" } | { state: "over" };

const SILENT_MS = 30_000;
const LOOK_AGAIN_MS = 50;

const underWay = new Map<string, Promise<ReadingOutcome>>();
/** Until when a provider that did not answer is left alone: requests would wait for its time-out. */
const silentUntil = new Map<string, number>();

function isSilent({ issuer }: Identity): boolean {
  return (silentUntil.get(issuer) ?? 0) > Date.now();
}

async function read(
  session: StoredClaimSession,
  lease: ReadingLease,
  readClaims: ReadClaims,
): Promise<ClaimReading> {
  try {
    return await readClaims(session, openClaimTokens(lease));
  } catch (error) {
    if (error instanceof SealedTextError) return { state: "mute" };
    silentUntil.set(session.issuer, Date.now() + SILENT_MS);
    const message = toErrorMessage(error);
    createLogger("sign-in").warn({ error: message }, "an identity provider did not answer");
    return { state: "unclear" };
  }
}

async function isOver(session: StoredClaimSession, { state }: ClaimReading): Promise<boolean> {
  // Nobody could take away what a session that cannot be asked about was given.
  return state === "revoked" || (state === "mute" && (await hasClaimedGroups(session)));
}

/** Stores what the provider says before anybody else takes the session as read. */
async function ask(
  session: StoredClaimSession,
  lease: ReadingLease,
  readClaims: ReadClaims,
): Promise<ReadingOutcome> {
  let isAnswered = false;
  try {
    const reading = await read(session, lease, readClaims);
    if (reading.state === "unclear") return { state: "unread" };
    if (await isOver(session, reading)) {
      await deleteClaimSession(session.id);
      return { state: "over" };
    }
    if (reading.state === "read") {
      await saveClaimTokens(lease, reading.tokens);
      await renewClaims(session, reading.groups);
    }
    isAnswered = true;
    return { state: "read", asOf: lease.begunAt };
  } finally {
    await endReading(lease, isAnswered);
  }
}

/** Asks, or waits for another process that does; no connection is held meanwhile. */
async function askOrWait(
  session: StoredClaimSession,
  since: Date,
  readClaims: ReadClaims,
): Promise<ReadingOutcome> {
  for (let wasUnderWay = false; ;) {
    const lease = await takeReading(session.id, since);
    if (lease) return ask(session, lease, readClaims);
    const other = await findReading(session.id);
    if (other === null) return { state: "over" };
    if (other.checkedAt >= since) return { state: "read", asOf: other.checkedAt };
    if (wasUnderWay && !other.isUnderWay) return { state: "unread" };
    wasUnderWay = other.isUnderWay;
    await sleep(LOOK_AGAIN_MS);
  }
}

function begin(
  session: StoredClaimSession,
  since: Date,
  readClaims: ReadClaims,
): Promise<ReadingOutcome> {
  const outcome = askOrWait(session, since, readClaims).finally(() => underWay.delete(session.id));
  underWay.set(session.id, outcome);
  return outcome;
}

/** What the provider says of a session, from a reading begun at `since` or later that all who ask meanwhile share. */
export async function readSince(
  session: StoredClaimSession,
  since: Date,
  readClaims: ReadClaims,
): Promise<ReadingOutcome> {
  if (session.checkedAt >= since) return { state: "read", asOf: session.checkedAt };
  for (;;) {
    if (isSilent(session)) return { state: "unread" };
    const outcome = await (underWay.get(session.id) ?? begin(session, since, readClaims));
    if (outcome.state !== "read" || outcome.asOf >= since) return outcome;
  }
}
