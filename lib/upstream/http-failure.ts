import { BodyTooLargeError, parseBody, type ParsedBody } from "./body";
import { cleanUpstreamMessage, findUpstreamFault } from "./error-message";
import { UpstreamError, type UpstreamErrorKind } from "./errors";

/** How messages name the service and the settings an administrator would change. */
export interface UpstreamNames {
  service: string;
  urlSetting: string;
  keySetting: string;
}

export interface FailureContext {
  names: UpstreamNames;
  /** Origin and path, no query and no credentials. */
  shownUrl: string;
  secrets: readonly string[];
}

const TRANSIENT_STATUS: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const KIND_BY_STATUS: Readonly<Record<number, UpstreamErrorKind>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  429: "rate_limited",
};
const NETWORK_REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be looked up",
  EHOSTUNREACH: "there is no route to the host",
  ENETUNREACH: "there is no route to the network",
  ECONNRESET: "the connection was closed before the answer was complete",
  EPIPE: "the connection was closed before the answer was complete",
  UND_ERR_SOCKET: "the connection was closed before the answer was complete",
  UND_ERR_CONNECT_TIMEOUT: "the connection could not be opened in time",
  HPE_INVALID_CONSTANT: "the answer is not HTTP",
};

function findErrorCode(error: unknown): string | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 4; depth += 1) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
    cause = cause.cause;
  }
  return null;
}

function isCertificateCode(code: string | null): boolean {
  return code !== null && /CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|UNABLE_TO_VERIFY/.test(code);
}

/** A request that got no complete answer. The thrown error is not kept: it may quote a header. */
export function toConnectionError(error: unknown, context: FailureContext): UpstreamError {
  const { names, shownUrl } = context;
  if (error instanceof BodyTooLargeError) {
    return new UpstreamError(
      "bad_answer",
      `${names.service} answered ${shownUrl} with more than ${error.maxBytes} bytes. Ask for smaller pages.`,
    );
  }
  const code = findErrorCode(error);
  if (isCertificateCode(code)) {
    return new UpstreamError(
      "unreachable",
      `${names.service}'s certificate at ${shownUrl} is not trusted (${code}). Use a certificate this host trusts, or set NODE_EXTRA_CA_CERTS.`,
    );
  }
  const reason = (code !== null && NETWORK_REASONS[code]) || "the connection broke";
  return new UpstreamError(
    "unreachable",
    `${names.service} cannot be reached at ${shownUrl}: ${reason}. Check ${names.urlSetting} and that it runs.`,
    { isTransient: true },
  );
}

export function toTimeoutError(timeoutMs: number, context: FailureContext): UpstreamError {
  return new UpstreamError(
    "timeout",
    `${context.names.service} did not answer ${context.shownUrl} within ${timeoutMs} ms.`,
    { isTransient: true },
  );
}

/** An answer with a good status whose body cannot be used. */
export function toBodyError(
  parsed: Exclude<ParsedBody, { kind: "json" }>,
  status: number,
  context: FailureContext,
): UpstreamError {
  const { names, shownUrl } = context;
  const message = {
    web_page: `${names.service} answered ${shownUrl} with a web page instead of JSON. ${names.urlSetting} may point at a login page or at another service.`,
    truncated: `${names.service}'s answer to ${shownUrl} broke off before its end.`,
    other: `${names.service} answered ${shownUrl} with something that is not JSON. Check ${names.urlSetting}.`,
  }[parsed.kind];
  return new UpstreamError("bad_answer", message, {
    status,
    isTransient: parsed.kind === "truncated",
  });
}

function describeStatus(status: number, isOverBudget: boolean, context: FailureContext): string {
  const { names, shownUrl } = context;
  if (isOverBudget) {
    return `${names.service} stopped the key in ${names.keySetting}: its budget is used up (${status}).`;
  }
  if (status === 401) {
    return `${names.service} does not accept the key in ${names.keySetting} for ${shownUrl} (401).`;
  }
  if (status === 403) {
    return `The key in ${names.keySetting} lacks the right to read ${shownUrl} (403).`;
  }
  if (status === 404) return `${names.service} has nothing at ${shownUrl} (404).`;
  if (status === 429) return `${names.service} gets too many requests (429 for ${shownUrl}).`;
  if (TRANSIENT_STATUS.has(status)) {
    return `${names.service} is down, starting or overloaded (${status} for ${shownUrl}).`;
  }
  if (status >= 500) return `${names.service} failed on ${shownUrl} (${status}).`;
  return `${names.service} refused ${shownUrl} (${status}).`;
}

/** An answer whose status says that it is none. Only overload is worth a second attempt; a 500 is not. */
export function toStatusError(
  status: number,
  bodyText: string,
  answer: { retryAfterMs: number | null; clockOffsetMs: number | null },
  context: FailureContext,
): UpstreamError {
  const body = parseBody(bodyText);
  const fault = findUpstreamFault(body.kind === "json" ? body.value : null);
  const isOverBudget = fault.type === "budget_exceeded";
  const said =
    fault.message === null ? null : cleanUpstreamMessage(fault.message, context.secrets) || null;
  const isTransient = TRANSIENT_STATUS.has(status) && !isOverBudget;
  const kind = isOverBudget
    ? "refused"
    : (KIND_BY_STATUS[status] ?? (status >= 500 ? "server_error" : "refused"));
  const words = describeStatus(status, isOverBudget, context);
  return new UpstreamError(
    kind,
    said === null ? words : `${words} ${context.names.service} says: ${said}`,
    {
      status,
      upstreamType: fault.type,
      upstreamMessage: said,
      isTransient,
      retryAfterMs: isTransient ? answer.retryAfterMs : null,
      clockOffsetMs: answer.clockOffsetMs,
    },
  );
}

/** A redirect is not followed, so that the key goes nowhere but where the setting points. */
export function toRedirectError(
  status: number,
  location: string | null,
  context: FailureContext,
): UpstreamError {
  const { names, shownUrl } = context;
  const target =
    location !== null && URL.canParse(location, shownUrl) && new URL(location, shownUrl);
  const where = target ? ` to ${target.origin}${target.pathname}` : "";
  return new UpstreamError(
    "refused",
    `${names.service} redirects ${shownUrl}${where} (${status}). Set ${names.urlSetting} to the address that answers itself.`,
    { status },
  );
}
