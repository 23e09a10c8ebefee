import { isBusyError, isConnectionError } from "@/lib/db/reconnect";
import { AppError, type AppErrorCode } from "@/lib/errors";

const STATUS: Record<AppErrorCode, number> = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many_requests: 429,
  upstream_failed: 502,
  unavailable: 503,
};

const TITLE: Record<AppErrorCode, string> = {
  bad_request: "The request has a mistake",
  unauthenticated: "Sign in first",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "Changed in the meantime",
  too_many_requests: "Too many requests",
  upstream_failed: "An upstream failed",
  unavailable: "Not available right now",
};

const UNKNOWN = new AppError("unavailable", "The portal could not answer. Try again in a minute.");
const BUSY = new AppError(
  "unavailable",
  "The portal's database is busy; nothing was done. Try again in a few seconds.",
  { retryAfterSeconds: 5 },
);
const UNREACHABLE = new AppError(
  "unavailable",
  "The portal's database does not answer. Try again in a minute, and look first whether a change that you sent was made.",
  { retryAfterSeconds: 30 },
);

function toExpected(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (isBusyError(error)) return BUSY;
  return isConnectionError(error) ? UNREACHABLE : null;
}

/** RFC 9457. Words of an unexpected error stay in the log. */
export function toProblemResponse(error: unknown): Response {
  const expected = toExpected(error);
  const known = expected ?? UNKNOWN;
  const status = expected ? STATUS[expected.code] : 500;
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "private, no-store",
  });
  if (known.retryAfterSeconds !== undefined) {
    headers.set("retry-after", String(known.retryAfterSeconds));
  }
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="tokenroll"');
  const body = {
    type: "about:blank",
    title: TITLE[known.code],
    status,
    detail: known.message,
    code: known.code,
    ...(known.issues.length > 0 ? { issues: known.issues } : {}),
  };
  return new Response(JSON.stringify(body), { status, headers });
}
