import { connect } from "node:net";
import { addAbortSignal } from "node:stream";
import { createTransport } from "nodemailer";
import SMTPTransport from "nodemailer/lib/smtp-transport";
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

/** A connection that ends with the time that a mail has, whatever the server does meanwhile. */
function connectUntil(signal: AbortSignal): SMTPTransport.Options["getSocket"] {
  return ({ host = "localhost", port, secure }, callback) => {
    const socket = connect({ host, port: port ?? (secure ? 465 : 587) });
    addAbortSignal(signal, socket);
    const fail = (error: Error) => {
      callback(error, null);
    };
    socket.once("error", fail).once("connect", () => {
      socket.off("error", fail);
      callback(null, { connection: socket });
    });
  };
}

/** Sends one e-mail. @throws {DeliveryError} without the server's address and password */
export async function sendMail(message: MailMessage): Promise<void> {
  const { smtpUrl, timeoutMs, ...mail } = message;
  const signal = AbortSignal.timeout(timeoutMs);
  const transport = createTransport(
    new SMTPTransport({ url: smtpUrl, getSocket: connectUntil(signal) }),
    { disableFileAccess: true, disableUrlAccess: true },
  );
  try {
    await transport.sendMail(mail);
  } catch (error) {
    if (signal.aborted) {
      throw new DeliveryError(`The mail server did not answer within ${timeoutMs} ms.`);
    }
    const words = toErrorMessage(error).replace(/\S+@\S+:\d+/g, "the mail server");
    throw new DeliveryError(`The mail server said: ${words}`, isPermanent(error));
  }
}
