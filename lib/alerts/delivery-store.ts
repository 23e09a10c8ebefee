import "server-only";
import { getDatabase } from "@/lib/db/client";
import type { AlertChannelKind } from "./schema";

export interface ClaimedDelivery {
  id: string;
  attempts: number;
  message: unknown;
  kind: AlertChannelKind;
  channel_id: string;
  /** Sealed, as the channel has it. */
  target: string;
  secret: string | null;
}

/** Takes messages that are due, so that nobody else sends them while the lease lasts. */
export function claimDeliveries(now: Date, leaseMs: number, limit: number) {
  const at = now.toISOString();
  const until = new Date(now.getTime() + leaseMs).toISOString();
  return getDatabase().$queryRaw<ClaimedDelivery[]>`
    WITH due AS (
      SELECT id FROM alert_delivery
      WHERE state = 'pending' AND next_attempt_at <= ${at}::timestamptz
        AND (lease_until IS NULL OR lease_until < ${at}::timestamptz)
      ORDER BY next_attempt_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE alert_delivery d SET lease_until = ${until}::timestamptz, attempts = d.attempts + 1
    FROM due, alert_channel c
    WHERE d.id = due.id AND c.id = d.channel_id
    RETURNING d.id::text, d.attempts, d.message, c.kind::text AS kind,
      c.id::text AS channel_id, c.target, c.secret`;
}

export type DeliveryEnd =
  | { state: "sent"; sentAt: Date }
  | { state: "pending"; nextAttemptAt: Date; lastError: string }
  | { state: "dead"; lastError: string };

/** Of the attempt that was claimed: once another one has begun, this one's end says nothing. */
export async function finishDelivery(
  { id, attempts }: Pick<ClaimedDelivery, "id" | "attempts">,
  end: DeliveryEnd,
): Promise<void> {
  await getDatabase().alertDelivery.updateMany({
    where: { id, attempts, state: "pending" },
    data: { ...end, leaseUntil: null, ...(end.state === "sent" ? { lastError: null } : {}) },
  });
}

/** Puts a dead message back. @returns false where it is not dead */
export async function reviveDelivery(id: string, now: Date): Promise<boolean> {
  const { count } = await getDatabase().alertDelivery.updateMany({
    where: { id, state: "dead" },
    data: { state: "pending", attempts: 0, nextAttemptAt: now, leaseUntil: null },
  });
  return count === 1;
}
