/** An answer the proxy gives instead of a result; `body` is already in the envelope of that route. */
export class ProxyError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(`status ${status}`);
  }
}

/** Envelope with a string `code`, as ProxyException is written. */
export function proxyException(
  status: number,
  message: string,
  type: string,
  param: string | null = "None",
): ProxyError {
  return new ProxyError(status, { error: { message, type, param, code: String(status) } });
}

/** Envelope of a plain FastAPI HTTPException whose detail is a dict. */
export function httpException(status: number, error: string): ProxyError {
  return new ProxyError(status, { detail: { error } });
}

export function notFound(): ProxyError {
  return new ProxyError(404, { detail: "Not Found" });
}

export function validationError(issue: {
  type: string;
  name: string;
  msg: string;
  input: string | null;
  ctx?: Record<string, number>;
}): ProxyError {
  const { type, name, msg, input, ctx } = issue;
  const detail = { type, loc: ["query", name], msg, input, ...(ctx === undefined ? {} : { ctx }) };
  return new ProxyError(422, { detail: [detail] });
}
