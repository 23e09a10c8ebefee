const MAX_MESSAGE_LENGTH = 300;
const MAX_RAW_LENGTH = 4_000;
/** `{'error': 'text'}`: the Python repr of a dict, which LiteLLM puts into its messages. */
const PYTHON_DICT_MESSAGE =
  /^\s*\{.*?['"](?:error|message|detail)['"]\s*:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/s;

export interface UpstreamFault {
  message: string | null;
  type: string | null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function findText(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

/** FastAPI's list of validation problems: where, and what. The submitted input is left out. */
function toValidationText(problems: readonly unknown[]): string | null {
  const texts = problems.filter(isObject).map((problem) => {
    const place = Array.isArray(problem.loc) ? problem.loc.map(String).join(".") : null;
    const rule = findText(problem.msg) ?? "is not valid";
    return place === null ? rule : `${place}: ${rule}`;
  });
  return texts.length === 0 ? null : texts.join("; ");
}

function findDetail(detail: unknown): string | null {
  if (Array.isArray(detail)) return toValidationText(detail);
  if (isObject(detail)) return findText(detail.error) ?? findText(detail.message);
  return findText(detail);
}

/**
 * What an error body says, in any envelope: `{error:{message,type}}` (with or without code), `{error:{message,details}}`,
 * `{detail:"…"}`, `{detail:{error}}`, `{detail:[…]}` and problem documents.
 */
export function findUpstreamFault(body: unknown): UpstreamFault {
  if (!isObject(body)) return { message: findText(body), type: null };
  if (isObject(body.error)) {
    const texts = [findText(body.error.message), findText(body.error.details)];
    const message = texts.filter((text) => text !== null).join(": ") || null;
    return { message, type: findText(body.error.type) };
  }
  const message =
    findText(body.error) ??
    findDetail(body.detail) ??
    findText(body.title) ??
    findText(body.message);
  return { message, type: findText(body.type) };
}

function unwrapPythonDict(text: string): string {
  const match = PYTHON_DICT_MESSAGE.exec(text);
  const inner = match?.[1] ?? match?.[2];
  return inner === undefined ? text : inner.replace(/\\(['"\\])/g, "$1");
}

/** One short line that can be shown: no key, no hash of one, no masked key with its last characters. */
export function cleanUpstreamMessage(text: string, secrets: readonly string[] = []): string {
  let cleaned = unwrapPythonDict(text.slice(0, MAX_RAW_LENGTH));
  for (const secret of secrets) if (secret !== "") cleaned = cleaned.replaceAll(secret, "[key]");
  cleaned = cleaned
    .replace(/Traceback \(most recent call last\)[\s\S]*/i, "")
    .replace(/\b[0-9a-f]{40,}\b/gi, "[hash]")
    .replace(/(API Key\s*[=:]\s*)[^\s,;]+/gi, "$1[key]")
    .replace(/\bBearer\s+(?!prefix\b)[^\s,;`]{4,}/gi, "Bearer [key]")
    .replace(/\bsk-[\w.*…-]+/g, "[key]")
    .replace(/(?:\*{2,}|\.{3}|…)[\w-]{4}(?![\w-])/g, "[key]")
    .replace(/\s+/g, " ")
    .trim();
  return cleaned.length > MAX_MESSAGE_LENGTH
    ? `${cleaned.slice(0, MAX_MESSAGE_LENGTH - 1).trimEnd()}…`
    : cleaned;
}
