import "server-only";
import { toErrorMessage } from "@/lib/errors";
import { DeliveryError } from "@/lib/upstream/delivery/errors";
import { openChannel } from "./channel-secrets";
import { claimDeliveries, finishDelivery, type ClaimedDelivery } from "./delivery-store";
import { alertMessageSchema } from "./schema";
import { sendAlert, toSendSettings, type SendSettings } from "./send";

/** Longer than any attempt lasts, which ends at its time-out: no other worker sends the same meanwhile. */
const LEASE_MS = 120_000;
const AT_ONCE = 8;
const MAX_ATTEMPTS = 6;
const FIRST_RETRY_MS = 30_000;

async function deliverOne(delivery: ClaimedDelivery, settings: SendSettings): Promise<void> {
  try {
    const message = alertMessageSchema.parse(delivery.message);
    const { id, kind, channel_id: channelId } = delivery;
    const secrets = openChannel({ ...delivery, id: channelId });
    await sendAlert({ id, kind, message, ...secrets }, settings);
  } catch (error) {
    const lastError = toErrorMessage(error);
    const isOver =
      (error instanceof DeliveryError && error.isPermanent) || delivery.attempts >= MAX_ATTEMPTS;
    const waitMs = FIRST_RETRY_MS * 2 ** (delivery.attempts - 1);
    const nextAttemptAt = new Date(Date.now() + waitMs);
    await finishDelivery(
      delivery,
      isOver ? { state: "dead", lastError } : { state: "pending", nextAttemptAt, lastError },
    );
    return;
  }
  await finishDelivery(delivery, { state: "sent", sentAt: new Date() });
}

/**
 * Sends what is due. Any number of workers may do so at once: each message is claimed by one. A worker that
 * dies between sending and noting it leaves a message that is sent again with the same id.
 * @returns how many were taken
 */
export async function deliverAlerts(settings: SendSettings = toSendSettings()): Promise<number> {
  let taken = 0;
  for (;;) {
    const claimed = await claimDeliveries(new Date(), LEASE_MS, AT_ONCE);
    if (claimed.length === 0) return taken;
    taken += claimed.length;
    await Promise.all(claimed.map((delivery) => deliverOne(delivery, settings)));
  }
}
