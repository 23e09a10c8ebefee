import { AppError } from "@/lib/errors";

export type UpstreamErrorKind =
  | "unreachable"
  | "timeout"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "rate_limited"
  | "server_error"
  /** It answered, but not with what was asked for. */
  | "bad_answer"
  /** Its pages changed under every attempt to read them as a whole. */
  | "unstable"
  /** It understood the request and would not do it. */
  | "refused";

export interface UpstreamErrorOptions {
  status?: number | null;
  /** The upstream's own word for the fault, for example `token_not_found_in_db`. */
  upstreamType?: string | null;
  /** What the upstream said, without keys. */
  upstreamMessage?: string | null;
  /** The same request may succeed in a moment. */
  isTransient?: boolean;
  retryAfterMs?: number | null;
  /** The upstream's clock minus ours, from the answer's Date header. */
  clockOffsetMs?: number | null;
}

/** Another service failed us. The message is for an administrator and never holds a key. */
export class UpstreamError extends AppError {
  readonly kind: UpstreamErrorKind;
  readonly status: number | null;
  readonly upstreamType: string | null;
  readonly upstreamMessage: string | null;
  readonly isTransient: boolean;
  readonly retryAfterMs: number | null;
  readonly clockOffsetMs: number | null;

  constructor(kind: UpstreamErrorKind, message: string, options: UpstreamErrorOptions = {}) {
    const retryAfterMs = options.retryAfterMs ?? null;
    super("upstream_failed", message, {
      retryAfterSeconds: retryAfterMs === null ? undefined : Math.ceil(retryAfterMs / 1000),
    });
    this.name = "UpstreamError";
    this.kind = kind;
    this.status = options.status ?? null;
    this.upstreamType = options.upstreamType ?? null;
    this.upstreamMessage = options.upstreamMessage ?? null;
    this.isTransient = options.isTransient ?? false;
    this.retryAfterMs = retryAfterMs;
    this.clockOffsetMs = options.clockOffsetMs ?? null;
  }
}

/** The upstream let the key in but not here, or not at all. Which of the two it says varies by version. */
export function isRightsError(error: unknown): error is UpstreamError {
  return (
    error instanceof UpstreamError && (error.kind === "unauthorized" || error.kind === "forbidden")
  );
}

const PLAIN_WORDS: Readonly<Record<UpstreamErrorKind, string>> = {
  unreachable: "LiteLLM cannot be reached",
  timeout: "LiteLLM did not answer in time",
  unauthorized: "LiteLLM does not accept the portal's key",
  forbidden: "the portal's key lacks the right",
  not_found: "in LiteLLM it is gone or belongs to another tenant",
  rate_limited: "LiteLLM gets too many requests",
  server_error: "LiteLLM failed",
  bad_answer: "LiteLLM's answer made no sense",
  unstable: "LiteLLM's figures changed while they were read",
  refused: "LiteLLM refused it",
};

/** Words for whoever changes something: without the addresses and settings that the message names. */
export function toPlainWords({ kind, upstreamMessage }: UpstreamError): string {
  return upstreamMessage === null ? PLAIN_WORDS[kind] : `LiteLLM says: ${upstreamMessage}`;
}
