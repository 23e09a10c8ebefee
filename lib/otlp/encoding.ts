import type { Signal, TelemetryRecord } from "@/lib/coding/telemetry";
import { OtlpError, RPC_CODES } from "./errors";
import { flattenRequest, MalformedError } from "./flatten";
import { decodeRequest, encodeResponse, encodeStatus } from "./messages";

/** One of the two ways in which requests and answers are written. */
export interface Encoding {
  contentType: string;
  read: (signal: Signal, bytes: Uint8Array) => unknown;
  writeSuccess: (signal: Signal, rejected: number, reason: string) => BodyInit;
  writeStatus: (code: number, message: string) => BodyInit;
}

const REJECTED_FIELDS: Record<Signal, string> = {
  span: "rejectedSpans",
  metric: "rejectedDataPoints",
  log: "rejectedLogRecords",
};

const JSON_ENCODING: Encoding = {
  contentType: "application/json",
  read: (_, bytes) =>
    bytes.length === 0 ? {} : (JSON.parse(new TextDecoder().decode(bytes)) as unknown),
  writeSuccess: (signal, rejected, errorMessage) => {
    if (errorMessage === "") return "{}";
    const counted = { [REJECTED_FIELDS[signal]]: String(rejected), errorMessage };
    return JSON.stringify({ partialSuccess: counted });
  },
  writeStatus: (code, message) => JSON.stringify({ code, message }),
};

const PROTOBUF_ENCODING: Encoding = {
  contentType: "application/x-protobuf",
  read: decodeRequest,
  writeSuccess: (_, rejected, reason) => encodeResponse(rejected, reason),
  writeStatus: encodeStatus,
};

/** By the content type alone, whatever its parameters; null for any other. */
export function findEncoding(contentType: string | null): Encoding | null {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return JSON_ENCODING;
  return type === "application/x-protobuf" || type === "application/protobuf"
    ? PROTOBUF_ENCODING
    : null;
}

/** @throws {OtlpError} 400, in words that have nothing of the body in them */
export function decodeRecords(
  encoding: Encoding,
  signal: Signal,
  bytes: Uint8Array,
): TelemetryRecord[] {
  try {
    return flattenRequest(signal, encoding.read(signal, bytes));
  } catch (error) {
    const words =
      error instanceof MalformedError
        ? error.message
        : `The body is no ${encoding.contentType} of this address.`;
    throw new OtlpError(400, words);
  }
}

export function toSuccessResponse(
  encoding: Encoding,
  signal: Signal,
  taken: { rejected: number; reason: string },
): Response {
  return new Response(encoding.writeSuccess(signal, taken.rejected, taken.reason), {
    headers: { "content-type": encoding.contentType, "cache-control": "no-store" },
  });
}

export function toErrorResponse(encoding: Encoding | null, error: OtlpError): Response {
  const { contentType, writeStatus } = encoding ?? JSON_ENCODING;
  const headers = new Headers({ "content-type": contentType, "cache-control": "no-store" });
  if (error.retryAfterSeconds !== undefined) {
    headers.set("retry-after", String(error.retryAfterSeconds));
  }
  if (error.status === 401) headers.set("www-authenticate", 'Bearer realm="tokenroll"');
  const body = writeStatus(RPC_CODES[error.status] ?? 2, error.message);
  return new Response(body, { status: error.status, headers });
}
