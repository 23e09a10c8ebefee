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

/** RFC 9457. Words of an unexpected error stay in the log. */
export function toProblemResponse(error: unknown): Response {
  const known =
    error instanceof AppError
      ? error
      : new AppError("unavailable", "The portal could not answer. Try again in a minute.");
  const status = error instanceof AppError ? STATUS[known.code] : 500;
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
