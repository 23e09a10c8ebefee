import { createHmac } from "node:crypto";
import { once } from "node:events";
import { request as requestHttp, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { DeliveryError } from "./errors";
import { resolveTarget } from "./target";

export interface WebhookMessage {
  url: string;
  /** JSON text, sent as it is signed. */
  body: string;
  headers: Readonly<Record<string, string>>;
  timeoutMs: number;
  allowsPrivate: boolean;
}

/** Of `<timestamp>.<body>`; the timestamp keeps an old message from being sent again by somebody else. */
export function signWebhook(secret: string, timestamp: number, body: string): string {
  return `v1=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
}

/** A redirect is not followed: it would lead past the address check. */
function toOutcome(status: number): DeliveryError | null {
  if (status >= 200 && status < 300) return null;
  const isPermanent = status >= 300 && status < 500 && status !== 408 && status !== 429;
  return new DeliveryError(`The receiver answered ${status}.`, isPermanent);
}

/** Posts once. @throws {DeliveryError} */
export async function sendWebhook(message: WebhookMessage): Promise<void> {
  const signal = AbortSignal.timeout(message.timeoutMs);
  const late = new DeliveryError(`The receiver did not answer within ${message.timeoutMs} ms.`);
  const { url, address, family } = await Promise.race([
    resolveTarget(message.url, message),
    once(signal, "abort").then(() => Promise.reject(late)),
  ]);
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const options: RequestOptions = {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(message.body)),
      "user-agent": "Tokenroll",
      ...message.headers,
    },
    // The name was looked up and checked already; asking again could give another answer.
    lookup: (_host, _options, callback) => callback(null, [{ address, family }]),
    signal,
    agent: false,
  };
  await new Promise<void>((resolve, reject) => {
    const request = send(url, options, (response) => {
      response.resume();
      const failure = toOutcome(response.statusCode ?? 0);
      if (failure === null) resolve();
      else reject(failure);
    });
    request.on("error", () => {
      reject(signal.aborted ? late : new DeliveryError("The receiver cannot be reached."));
    });
    request.end(message.body);
  });
}
