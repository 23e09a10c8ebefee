import "server-only";
import type { NextRequest } from "next/server";
import { requireTelemetrySender } from "@/lib/auth/guards";
import type { Viewer } from "@/lib/auth/policy";
import { noteHealth } from "@/lib/coding/health";
import { ingestTelemetry } from "@/lib/coding/ingest";
import type { Signal } from "@/lib/coding/telemetry";
import { isBusyError, isConnectionError } from "@/lib/db/reconnect";
import { AppError, toErrorMessage } from "@/lib/errors";
import { createLogger } from "@/lib/logger";
import { readOtlpBody } from "./body";
import {
  decodeRecords,
  findEncoding,
  toErrorResponse,
  toSuccessResponse,
  type Encoding,
} from "./encoding";
import { OtlpError, toOtlpError } from "./errors";

async function take(
  request: NextRequest,
  viewer: Viewer,
  encoding: Encoding | null,
  signal: Signal,
): Promise<Response> {
  if (encoding === null) {
    throw new OtlpError(415, "Send application/x-protobuf or application/json.");
  }
  const records = decodeRecords(encoding, signal, await readOtlpBody(request));
  return toSuccessResponse(encoding, signal, await ingestTelemetry(viewer, signal, records));
}

/** Only what a sender will not repeat: what passes is no sign of a wrong set-up. */
async function noteRefusal(viewer: Viewer, { status, message }: OtlpError): Promise<void> {
  if (status === 429 || status === 503) return;
  const nothing = { services: [], signals: [], temporalities: [] };
  await noteHealth({
    tokenId: viewer.tokenId ?? viewer.userId,
    rejectedBecause: `${status}: ${message}`,
    ...nothing,
  });
}

/** The words of a database's error may quote a row, so they are not logged. */
function logUnexpected(error: unknown, signal: Signal): void {
  if (error instanceof OtlpError || error instanceof AppError) return;
  const isPassing = isBusyError(error) || isConnectionError(error);
  const cause = isPassing ? toErrorMessage(error) : error instanceof Error ? error.name : "unknown";
  createLogger("otlp").error({ signal, cause }, "could not store telemetry");
}

/**
 * A route of OpenTelemetry's protocol, which differs from the portal's own in everything: who may, what is read,
 * in which form it answers, and which status makes a client keep or drop what it sent.
 */
export function defineReceiver(signal: Signal) {
  return async (request: NextRequest): Promise<Response> => {
    const encoding = findEncoding(request.headers.get("content-type"));
    let viewer: Viewer | null = null;
    try {
      viewer = await requireTelemetrySender(request);
      return await take(request, viewer, encoding, signal);
    } catch (error) {
      logUnexpected(error, signal);
      const known = toOtlpError(error);
      if (viewer) await noteRefusal(viewer, known);
      return toErrorResponse(encoding, known);
    }
  };
}
