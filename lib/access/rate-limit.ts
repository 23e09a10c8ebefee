import "server-only";
import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors";
import { countInWindow, removeWindowsBefore, uncountInWindow } from "./rate-store";

const MINUTE_MS = 60_000;
const KEPT_MS = 60 * MINUTE_MS;

/** How often within so many minutes each thing may be done, by all replicas together. */
const LIMITS = {
  token: { most: 600, minutes: 1 },
  write: { most: 240, minutes: 1 },
  "refused-token": { most: 600, minutes: 1 },
  "wrong-hook-secret": { most: 60, minutes: 1 },
  // Failures of one account from one address, from one address, and of one account from anywhere.
  "sign-in-place": { most: 5, minutes: 15 },
  "sign-in-address": { most: 50, minutes: 15 },
  "sign-in-account": { most: 100, minutes: 15 },
} as const;
export type LimitedAction = keyof typeof LIMITS;

/** Nobody's address or e-mail is kept, only what it can be compared with. */
export function toRateSubject(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * Counts what somebody does, before it is done; `who` is an account's or token's id, or a hash.
 * @throws {AppError} too_many_requests once the share is used up
 */
export async function checkRate(
  action: LimitedAction,
  who: string,
  now = new Date(),
): Promise<void> {
  const { most, minutes } = LIMITS[action];
  const since = new Date(now.getTime() - minutes * MINUTE_MS);
  const { startedAt, count } = await countInWindow(`${action}:${who}`, now, since);
  if (count === 1) await removeWindowsBefore(new Date(now.getTime() - KEPT_MS));
  if (count <= most) return;
  const endsInMs = startedAt.getTime() - since.getTime();
  const retryAfterSeconds = Math.max(1, Math.ceil(endsInMs / 1000));
  const words = action.startsWith("sign-in")
    ? `Too many failed attempts. Try again in ${Math.ceil(endsInMs / MINUTE_MS)} minutes.`
    : `More than ${most} requests in a minute. Try again in ${retryAfterSeconds} s.`;
  throw new AppError("too_many_requests", words, { retryAfterSeconds });
}

/** For limits of failures: what was counted before it was tried, and went well. */
export async function uncount(action: LimitedAction, who: string): Promise<void> {
  await uncountInWindow(`${action}:${who}`);
}
