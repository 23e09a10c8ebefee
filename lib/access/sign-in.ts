import { verifyPassword } from "@/lib/auth/password";
import { checkRate, toRateSubject, uncount, type LimitedAction } from "./rate-limit";
import { findCredential, isKnownPlace, recordPlace, recordSignIn } from "./store";

const PLACE_KEPT_MS = 90 * 24 * 3_600_000;

export interface SignInInput {
  email: string;
  password: string;
  /** Of lib/client-address.ts */
  address: string;
}

/**
 * What an attempt counts for. Somebody who signed in from this address before is held up by own failures alone, so
 * that strangers cannot lock anybody out.
 */
async function listLimits(email: string, address: string, place: string, since: Date) {
  const limits: [LimitedAction, string][] = [["sign-in-place", place]];
  if (await isKnownPlace(place, since)) return limits;
  return [
    ...limits,
    ["sign-in-address", toRateSubject(address)],
    ["sign-in-account", toRateSubject(email)],
  ] satisfies [LimitedAction, string][];
}

/**
 * The account's id, or null when e-mail and password do not belong together.
 * @throws {AppError} too_many_requests after too many failures; each attempt is counted before it is looked at
 */
export async function signInWithPassword(input: SignInInput): Promise<string | null> {
  const now = new Date();
  const email = input.email.trim().toLowerCase();
  const place = toRateSubject(`${input.address} ${email}`);
  const keptSince = new Date(now.getTime() - PLACE_KEPT_MS);
  const limits = await listLimits(email, input.address, place, keptSince);
  // In this order: who is held up at one does not use up the next, which others share.
  for (const [action, who] of limits) await checkRate(action, who, now);
  const credential = await findCredential(email);
  const isMatch = await verifyPassword(input.password, credential?.passwordHash ?? null);
  if (!isMatch || !credential || credential.isDisabled) return null;
  for (const [action, who] of limits) await uncount(action, who);
  const { userId } = credential;
  await recordSignIn(userId, now);
  await recordPlace({ userId, place, signedInAt: now }, keptSince);
  return userId;
}
