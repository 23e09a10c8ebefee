import { createTransport } from "nodemailer";
import { toErrorMessage } from "@/lib/errors";
import { DeliveryError } from "./errors";

export interface MailMessage {
  /** `smtp://user:password@host:587` */
  smtpUrl: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  /** The same for each attempt, so that a mailbox can tell a repetition. */
  messageId: string;
  timeoutMs: number;
}

function isPermanent(error: unknown): boolean {
  const code =
    error instanceof Error && "responseCode" in error ? Number(error.responseCode) : Number.NaN;
  return code >= 500 && code < 600;
}

/** Sends one e-mail. @throws {DeliveryError} without the server's address and password */
export async function sendMail(message: MailMessage): Promise<void> {
  const { smtpUrl, timeoutMs, ...mail } = message;
  const transport = createTransport(smtpUrl, { disableFileAccess: true, disableUrlAccess: true });
  const timer = setTimeout(() => transport.close(), timeoutMs);
  try {
    await transport.sendMail(mail);
  } catch (error) {
    const words = toErrorMessage(error).replace(/\S+@\S+:\d+/g, "the mail server");
    throw new DeliveryError(`The mail server said: ${words}`, isPermanent(error));
  } finally {
    clearTimeout(timer);
    transport.close();
  }
}
