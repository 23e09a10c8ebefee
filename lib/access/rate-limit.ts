import "server-only";
import { AppError } from "@/lib/errors";
import { countInWindow, removeWindowsBefore } from "./rate-store";

const WINDOW_MS = 60_000;
const KEPT_MS = 10 * WINDOW_MS;

/** How often a minute each thing may be done, by all replicas together. */
const LIMITS = { token: 600, write: 240, "refused-token": 600 } as const;
export type LimitedAction = keyof typeof LIMITS;

/**
 * Counts what somebody does; `who` is an account's or token's id, or an address.
 * @throws {AppError} too_many_requests once the minute's share is used up
 */
export async function checkRate(
  action: LimitedAction,
  who: string,
  now = new Date(),
): Promise<void> {
  const startedAt = new Date(Math.floor(now.getTime() / WINDOW_MS) * WINDOW_MS);
  const count = await countInWindow(`${action}:${who}`, startedAt);
  if (count === 1) await removeWindowsBefore(new Date(now.getTime() - KEPT_MS));
  if (count <= LIMITS[action]) return;
  const retryAfterSeconds = Math.ceil((startedAt.getTime() + WINDOW_MS - now.getTime()) / 1000);
  throw new AppError(
    "too_many_requests",
    `More than ${LIMITS[action]} requests in a minute. Try again in ${retryAfterSeconds} s.`,
    { retryAfterSeconds },
  );
}
