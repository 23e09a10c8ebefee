import { AppError } from "@/lib/errors";
import { checkStorable } from "./storable";

const KIB = 1024;
/** What a form, a change or an event of an upstream needs many times over. */
const MAX_TEXT_BYTES = 64 * KIB;

function refuse(maxBytes: number): AppError {
  const limit = maxBytes < KIB * KIB ? `${maxBytes / KIB} KB` : `${maxBytes / KIB / KIB} MB`;
  return new AppError("bad_request", `The body is too large: more than ${limit} are not read.`);
}

/**
 * The body of a request whose sender is known by then. Reading ends where it gets too large, whatever the sender
 * said of its length.
 * @throws {AppError} bad_request, or what `toRefusal` says instead
 */
export async function readBytes(
  request: Request,
  maxBytes = MAX_TEXT_BYTES,
  toRefusal: (maxBytes: number) => Error = refuse,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) {
    throw toRefusal(maxBytes);
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
    length += piece.value.byteLength;
    if (length > maxBytes) {
      await reader?.cancel();
      throw toRefusal(maxBytes);
    }
    pieces.push(piece.value);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError("bad_request", "The body must be JSON.", { cause });
  }
}

/** @throws {AppError} bad_request for what is too large, no JSON, or has text that cannot be kept */
export async function readJson(request: Request): Promise<unknown> {
  const text = new TextDecoder().decode(await readBytes(request));
  const body = text.trim() === "" ? {} : parseJson(text);
  checkStorable(body);
  return body;
}
