import { createHash } from "node:crypto";
import { verifyPassword } from "@/lib/auth/password";
import { AppError } from "@/lib/errors";
import {
  clearFailedSignIns,
  countFailedSignIns,
  findCredential,
  recordFailedSignIn,
  recordSignIn,
} from "./store";

const WINDOW_MINUTES = 15;
const MAX_FAILURES_PER_EMAIL = 5;
const MAX_FAILURES_PER_ADDRESS = 50;

export interface SignInInput {
  email: string;
  password: string;
  /** Where the request came from, as the nearest proxy saw it. */
  address: string;
}

/** Only hashes are kept: the table of failures names nobody. */
function toSubject(kind: string, value: string): string {
  return createHash("sha256").update(`${kind}:${value}`).digest("hex");
}

/**
 * The account's id, or null when e-mail and password do not belong together.
 * @throws {AppError} too_many_requests after 5 failures in 15 minutes for one e-mail, 50 for one address
 */
export async function signInWithPassword(input: SignInInput): Promise<string | null> {
  const now = new Date();
  const since = new Date(now.getTime() - WINDOW_MINUTES * 60_000);
  const email = input.email.trim().toLowerCase();
  const emailSubject = toSubject("email", email);
  const addressSubject = toSubject("address", input.address);
  const [byEmail, byAddress] = await Promise.all([
    countFailedSignIns(emailSubject, since),
    countFailedSignIns(addressSubject, since),
  ]);
  if (byEmail >= MAX_FAILURES_PER_EMAIL || byAddress >= MAX_FAILURES_PER_ADDRESS) {
    throw new AppError(
      "too_many_requests",
      `Too many failed attempts. Try again in ${WINDOW_MINUTES} minutes.`,
      { retryAfterSeconds: WINDOW_MINUTES * 60 },
    );
  }
  const credential = await findCredential(email);
  const isMatch = await verifyPassword(input.password, credential?.passwordHash ?? null);
  if (!isMatch || !credential || credential.isDisabled) {
    await recordFailedSignIn([emailSubject, addressSubject], now);
    return null;
  }
  await clearFailedSignIns(emailSubject, since);
  await recordSignIn(credential.userId, now);
  return credential.userId;
}
