import { AppError, type AppErrorCode } from "@/lib/errors";

/** A failure with the status that tells a client whether to send again. */
export class OtlpError extends Error {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, message: string, retryAfterSeconds?: number) {
    super(message);
    this.name = "OtlpError";
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Statuses for which clients drop what they sent; everything else may pass and is sent again. */
const FINAL: Partial<Record<AppErrorCode, number>> = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
};

/** Clients give up where they are told to wait for longer than their own limit of ten seconds. */
const SOON_SECONDS = 1;

/**
 * 500 would have clients drop the batch, so what is not expected is said to pass: whoever repeats loses nothing,
 * and gives up by itself.
 */
export function toOtlpError(error: unknown): OtlpError {
  if (error instanceof OtlpError) return error;
  const unavailable = "The portal cannot store telemetry right now. Send it again.";
  if (!(error instanceof AppError)) return new OtlpError(503, unavailable, SOON_SECONDS);
  const status = FINAL[error.code];
  if (status !== undefined) return new OtlpError(status, error.message);
  const isLimit = error.code === "too_many_requests";
  return new OtlpError(isLimit ? 429 : 503, error.message, SOON_SECONDS);
}

/** google.rpc.Code of a status. */
export const RPC_CODES: Record<number, number> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  413: 8,
  415: 3,
  429: 8,
  503: 14,
};
