import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { getDatabase } from "@/lib/db/client";
import { openSealedText, sealText } from "@/lib/sealed-text";
import type { Identity } from "./identity-store";

/** What an OpenID provider gave at the sign-in, to be asked with again. */
const claimTokensSchema = z.object({
  refreshToken: z.string().nullable(),
  accessToken: z.string().nullable(),
  /** Milliseconds; null where the provider did not say. */
  accessExpiresAt: z.number().nullable(),
});
export type ClaimTokens = z.infer<typeof claimTokensSchema>;

export interface StoredClaimSession extends Identity {
  id: string;
  /** Encrypted; `openClaimTokens` reads it. */
  tokens: string;
  checkedAt: Date;
}

const toPlace = (id: string) => `claim_session ${id} tokens`;

const sealTokens = (id: string, tokens: ClaimTokens) =>
  sealText(JSON.stringify(tokens), toPlace(id));

/** @throws {SealedTextError} */
export function openClaimTokens({ id, tokens }: StoredClaimSession): ClaimTokens {
  return claimTokensSchema.parse(JSON.parse(openSealedText(tokens, toPlace(id))));
}

/** Begins one, and removes those that are over; served by the index on their end. @returns its id */
export async function insertClaimSession(
  session: Identity & { userId: string; tokens: ClaimTokens; now: Date; expiresAt: Date },
): Promise<string> {
  const { userId, issuer, subject, tokens, now, expiresAt } = session;
  const id = randomUUID();
  const db = getDatabase();
  await db.claimSession.deleteMany({ where: { expiresAt: { lte: now } } });
  await db.claimSession.create({
    data: {
      ...{ id, userId, issuer, subject, expiresAt },
      tokens: sealTokens(id, tokens),
      checkedAt: now,
    },
  });
  return id;
}

/** One that is not over; served by the primary key. */
export async function findClaimSession(id: string, now: Date): Promise<StoredClaimSession | null> {
  return getDatabase().claimSession.findFirst({
    where: { id, expiresAt: { gt: now } },
    select: { id: true, issuer: true, subject: true, tokens: true, checkedAt: true },
  });
}

/** Of any number of askers one gets to ask the provider: a refresh token is good once. */
export async function takeClaimCheck(id: string, dueBefore: Date, now: Date): Promise<boolean> {
  const { count } = await getDatabase().claimSession.updateMany({
    where: { id, checkedAt: { lte: dueBefore } },
    data: { checkedAt: now },
  });
  return count === 1;
}

export async function saveClaimTokens(id: string, tokens: ClaimTokens): Promise<void> {
  await getDatabase().claimSession.updateMany({
    where: { id },
    data: { tokens: sealTokens(id, tokens) },
  });
}

export async function deleteClaimSession(id: string): Promise<void> {
  await getDatabase().claimSession.deleteMany({ where: { id } });
}
