import "server-only";
import { getSettings } from "@/lib/env";
import { DeliveryError } from "@/lib/upstream/delivery/errors";
import { sendMail } from "@/lib/upstream/delivery/mail";
import { sendWebhook, signWebhook } from "@/lib/upstream/delivery/webhook";
import type { AlertChannelKind, AlertMessage } from "./schema";
import { ALERT_REFUSALS, LINK_WORDS, toSubject } from "./words";

export interface SendSettings {
  smtpUrl: string | undefined;
  mailFrom: string;
  allowsPrivate: boolean;
  portalUrl: string | undefined;
  timeoutMs: number;
  mailTimeoutMs: number;
}

export interface Outgoing {
  id: string;
  kind: AlertChannelKind;
  target: string;
  secret: string | null;
  message: AlertMessage;
}

const TIMEOUT_MS = 20_000;
/** Many servers look at a mail for long before they take it; one that was cut off then may come twice. */
const MAIL_TIMEOUT_MS = 60_000;

export function toSendSettings(): SendSettings {
  const settings = getSettings();
  return {
    smtpUrl: settings.SMTP_URL,
    mailFrom: settings.MAIL_FROM,
    allowsPrivate: settings.ALERT_PRIVATE_TARGETS === "allow",
    portalUrl: settings.PORTAL_URL,
    timeoutMs: TIMEOUT_MS,
    mailTimeoutMs: MAIL_TIMEOUT_MS,
  };
}

function toLink(settings: SendSettings, { kind, tenant_id, entity_id }: AlertMessage) {
  if (settings.portalUrl === undefined) return null;
  const budget = [kind, tenant_id, entity_id].map(encodeURIComponent).join("/");
  return `${settings.portalUrl}/budgets?budget=${encodeURIComponent(budget)}`;
}

/** Slack's own mark-up must not come out of a name. */
function escapeSlack(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

async function sendByMail(outgoing: Outgoing, settings: SendSettings): Promise<void> {
  if (settings.smtpUrl === undefined) {
    throw new DeliveryError(ALERT_REFUSALS.noMailServer, true);
  }
  const { message } = outgoing;
  const link = toLink(settings, message);
  await sendMail({
    smtpUrl: settings.smtpUrl,
    from: settings.mailFrom,
    to: outgoing.target,
    subject: toSubject(message),
    text: [message.says, ...(link === null ? [] : ["", link])].join("\n"),
    messageId: `<${outgoing.id}@tokenroll>`,
    timeoutMs: settings.mailTimeoutMs,
  });
}

/** Hands one message over, once. @throws {DeliveryError} */
export async function sendAlert(outgoing: Outgoing, settings: SendSettings): Promise<void> {
  if (outgoing.kind === "email") return sendByMail(outgoing, settings);
  const { message, secret } = outgoing;
  const link = toLink(settings, message);
  const isSlack = outgoing.kind === "slack";
  const text = escapeSlack(message.says) + (link === null ? "" : `\n<${link}|${LINK_WORDS}>`);
  const body = JSON.stringify(isSlack ? { text } : { id: outgoing.id, ...message, url: link });
  const timestamp = Math.floor(Date.now() / 1000);
  const headers: Record<string, string> = { "x-tokenroll-delivery": outgoing.id };
  if (secret !== null) {
    headers["x-tokenroll-timestamp"] = String(timestamp);
    headers["x-tokenroll-signature"] = signWebhook(secret, timestamp, body);
  }
  await sendWebhook({
    url: outgoing.target,
    body,
    headers,
    timeoutMs: settings.timeoutMs,
    allowsPrivate: settings.allowsPrivate,
  });
}
