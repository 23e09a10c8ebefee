/** What went wrong, in words that a caller can branch on. One mapper turns it into HTTP (lib/http/problem.ts). */
export type AppErrorCode =
  | "bad_request"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_many_requests"
  | "upstream_failed"
  | "unavailable";

/** One field that was refused and the rule it broke. */
export interface FieldIssue {
  field: string;
  rule: string;
}

export interface AppErrorOptions {
  issues?: readonly FieldIssue[];
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** An expected failure whose message may be shown to the person who asked. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly issues: readonly FieldIssue[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.issues = options.issues ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Words for a log line or a run record; never a stack. */
export function toErrorMessage(error: unknown): string {
  if (error instanceof Error) return error.message;
  return typeof error === "string" ? error : "Unknown error";
}
