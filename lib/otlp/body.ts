import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";
import { getSettings } from "@/lib/env";
import { readBytes } from "@/lib/http/body";
import { OtlpError } from "./errors";

const MEBIBYTE = 1024 * 1024;

function refuseSize(maxBytes: number): OtlpError {
  return new OtlpError(
    413,
    `The body is larger than ${maxBytes / MEBIBYTE} MB. Send smaller batches.`,
  );
}

const INFLATERS = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
};

async function inflateCapped(
  bytes: Uint8Array<ArrayBuffer>,
  encoding: string,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const inflateBytes = INFLATERS[encoding as keyof typeof INFLATERS] as
    (typeof INFLATERS)[keyof typeof INFLATERS] | undefined;
  if (!inflateBytes) {
    throw new OtlpError(415, `The content encoding must be gzip or none, not ${encoding}.`);
  }
  try {
    return new Uint8Array(await inflateBytes(bytes, { maxOutputLength: maxBytes }));
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    if (isTooLarge) throw refuseSize(maxBytes);
    throw new OtlpError(400, `The body is not what its content encoding ${encoding} says.`);
  }
}

/**
 * The body as it was before it was packed, chunked or not.
 * @throws {OtlpError} 413 above the limit before or after inflation, 415, 400
 */
export async function readOtlpBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const maxBytes = getSettings().OTLP_MAX_BODY_MB * MEBIBYTE;
  const bytes = await readBytes(request, maxBytes, refuseSize);
  const encoding = (request.headers.get("content-encoding") ?? "").trim().toLowerCase();
  if (encoding === "" || encoding === "identity") return bytes;
  return inflateCapped(bytes, encoding, maxBytes);
}
