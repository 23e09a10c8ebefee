export class BodyTooLargeError extends Error {
  constructor(readonly maxBytes: number) {
    super(`the body has more than ${maxBytes} bytes`);
    this.name = "BodyTooLargeError";
  }
}

/** The whole body as text. Throws {@link BodyTooLargeError}, or what the connection threw. */
export async function readBodyText(response: Response, maxBytes: number): Promise<string> {
  if (Number(response.headers.get("content-length") ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw new BodyTooLargeError(maxBytes);
  }
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      throw new BodyTooLargeError(maxBytes);
    }
    text += decoder.decode(value, { stream: true });
  }
}

export type ParsedBody =
  | { kind: "json"; value: unknown }
  | { kind: "web_page" }
  /** It begins like JSON and does not end like it. */
  | { kind: "truncated" }
  | { kind: "other" };

/** Python writes NaN and Infinity into JSON; as strings they can be refused one row at a time. */
function quoteBareNonNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
}

/** No text of PostgreSQL holds a NUL, so one in a name would fail the whole read: it is marked. */
function markNuls(text: string): string {
  if (!text.includes("\\u0000")) return text;
  return text.replace(/\\(?:u0000|.)/gs, (escape) => (escape === "\\u0000" ? "\\ufffd" : escape));
}

function tryParse(text: string): { value: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return null;
  }
}

export function parseBody(text: string): ParsedBody {
  const trimmed = markNuls(text.trim());
  const parsed =
    tryParse(trimmed) ??
    (/NaN|Infinity/.test(trimmed) ? tryParse(quoteBareNonNumbers(trimmed)) : null);
  if (parsed !== null) return { kind: "json", value: parsed.value };
  if (trimmed.startsWith("<")) return { kind: "web_page" };
  return /^[[{"]/.test(trimmed) || trimmed === "" ? { kind: "truncated" } : { kind: "other" };
}
