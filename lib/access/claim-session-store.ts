import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { getDatabase } from "@/lib/db/client";
import { openSealedText, sealText } from "@/lib/sealed-text";
import type { Identity } from "./identity-store";

/** What an identity provider gave at the sign-in, to be asked with again. */
const claimTokensSchema = z.object({
  refreshToken: z.string().nullable(),
  accessToken: z.string().nullable(),
  /** Milliseconds; null where the provider did not say. */
  accessExpiresAt: z.number().nullable(),
  /** Where the provider lists groups, once that is known. */
  groupsAt: z.enum(["anywhere", "userinfo", "id_token"]).default("anywhere"),
});
export type ClaimTokens = z.infer<typeof claimTokensSchema>;

/** All times are the database's, so that replicas whose clocks differ agree. */
export interface StoredClaimSession extends Identity {
  id: string;
  /** When the last reading that was answered began. */
  checkedAt: Date;
  foundAt: Date;
}

/** The right to ask the provider, which one process has at a time. */
export interface ReadingLease {
  id: string;
  until: Date;
  begunAt: Date;
  /** Encrypted; `openClaimTokens` reads it. */
  tokens: string;
}

/** Longer than a reading takes, every one of its requests up to its time-out. */
const LEASE_SECONDS = 20;

const toPlace = (id: string) => `claim_session ${id} tokens`;

const sealTokens = (id: string, tokens: ClaimTokens) =>
  sealText(JSON.stringify(tokens), toPlace(id));

/** @throws {SealedTextError} */
export function openClaimTokens({ id, tokens }: ReadingLease): ClaimTokens {
  return claimTokensSchema.parse(JSON.parse(openSealedText(tokens, toPlace(id))));
}

/** Served by the index on their end. Of an owner with API tokens the last one of each identity stays. */
async function removeOverSessions(): Promise<void> {
  await getDatabase().$executeRaw`
    DELETE FROM claim_session s
    WHERE s.expires_at <= now() AND (
      NOT EXISTS (SELECT 1 FROM api_token t
                  WHERE t.user_id = s.user_id AND t.revoked_at IS NULL AND t.expires_at > now())
      OR EXISTS (SELECT 1 FROM claim_session o
                 WHERE o.user_id = s.user_id AND o.issuer = s.issuer AND o.subject = s.subject
                   AND (o.expires_at, o.id) > (s.expires_at, s.id)))`;
}

/** Begins one, and removes those that are over and of no more use. @returns its id */
export async function insertClaimSession(
  session: Identity & { userId: string; tokens: ClaimTokens; seconds: number },
): Promise<string> {
  const { userId, issuer, subject, tokens, seconds } = session;
  const id = randomUUID();
  await getDatabase().$executeRaw`
    INSERT INTO claim_session (id, user_id, issuer, subject, tokens, checked_at, expires_at)
    VALUES (${id}::uuid, ${userId}::uuid, ${issuer}, ${subject}, ${sealTokens(id, tokens)}, now(),
            now() + make_interval(secs => ${seconds}))`;
  await removeOverSessions();
  return id;
}

/** One that is not over; served by the primary key. */
export async function findClaimSession(id: string): Promise<StoredClaimSession | null> {
  const [row] = await getDatabase().$queryRaw<StoredClaimSession[]>`
    SELECT id::text, issuer, subject, checked_at AS "checkedAt", now() AS "foundAt"
    FROM claim_session WHERE id = ${id}::uuid AND expires_at > now()`;
  return row ?? null;
}

/** The one to ask with about an identity, also one that is over where its owner has API tokens. */
export async function findLastClaimSession(
  userId: string,
  { issuer, subject }: Identity,
): Promise<StoredClaimSession | null> {
  const [row] = await getDatabase().$queryRaw<StoredClaimSession[]>`
    SELECT s.id::text, s.issuer, s.subject, s.checked_at AS "checkedAt", now() AS "foundAt"
    FROM claim_session s
    WHERE s.user_id = ${userId}::uuid AND s.issuer = ${issuer} AND s.subject = ${subject}
      AND (s.expires_at > now() OR EXISTS (
        SELECT 1 FROM api_token t
        WHERE t.user_id = s.user_id AND t.revoked_at IS NULL AND t.expires_at > now()))
    ORDER BY s.expires_at DESC, s.id DESC LIMIT 1`;
  return row ?? null;
}

/** Of any number of askers one gets to ask, unless the provider was asked since: a refresh token is good once. */
export async function takeReading(id: string, since: Date): Promise<ReadingLease | null> {
  const [lease] = await getDatabase().$queryRaw<ReadingLease[]>`
    UPDATE claim_session SET reading_until = now() + make_interval(secs => ${LEASE_SECONDS})
    WHERE id = ${id}::uuid AND checked_at < ${since}::timestamptz
      AND (reading_until IS NULL OR reading_until <= now())
    RETURNING id::text, tokens, reading_until AS until, now() AS "begunAt"`;
  return lease ?? null;
}

/** How far somebody else's reading is; null where the session was removed. */
export async function findReading(
  id: string,
): Promise<{ checkedAt: Date; isUnderWay: boolean } | null> {
  const row = await getDatabase().claimSession.findUnique({
    where: { id },
    select: { checkedAt: true, readingUntil: true },
  });
  return row && { checkedAt: row.checkedAt, isUnderWay: row.readingUntil !== null };
}

/** A provider that gave a new refresh token takes the old one no more. */
export async function saveClaimTokens(lease: ReadingLease, tokens: ClaimTokens): Promise<void> {
  await getDatabase().claimSession.updateMany({
    where: { id: lease.id, readingUntil: lease.until },
    data: { tokens: sealTokens(lease.id, tokens) },
  });
}

/** Gives the right to ask back; `isAnswered` where what the provider said is stored. */
export async function endReading(lease: ReadingLease, isAnswered: boolean): Promise<void> {
  await getDatabase().claimSession.updateMany({
    where: { id: lease.id, readingUntil: lease.until },
    data: { readingUntil: null, ...(isAnswered ? { checkedAt: lease.begunAt } : {}) },
  });
}

/** Nobody is signed in with it any more; where its owner has API tokens it is still asked with. */
export async function endClaimSession(id: string): Promise<void> {
  await getDatabase().$executeRaw`
    UPDATE claim_session SET expires_at = now() WHERE id = ${id}::uuid AND expires_at > now()`;
  await removeOverSessions();
}

export async function deleteClaimSession(id: string): Promise<void> {
  await getDatabase().claimSession.deleteMany({ where: { id } });
}
