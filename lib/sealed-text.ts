import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import { getAuthSecret, getSettings } from "./env";

/** Stored text cannot be opened: another AUTH_SECRET sealed it, or somebody changed or moved it. */
export class SealedTextError extends Error {
  override name = "SealedTextError";
}

/** Names the format, so that another one can follow; no URL and no secret of ours begins so. */
const PREFIX = "sealed:v1:";
const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function toKey(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", "tokenroll sealed text v1", KEY_BYTES));
}

export function isSealed(text: string): boolean {
  return text.startsWith(PREFIX);
}

/**
 * Encrypts text for the database with AES-256-GCM under a key derived from AUTH_SECRET. `boundTo` says what the
 * text belongs to: in another place it does not open.
 */
export function sealText(text: string, boundTo: string): string {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const cipher = createCipheriv(CIPHER, toKey(getAuthSecret()), nonce);
  cipher.setAAD(new TextEncoder().encode(boundTo));
  const sealed = cipher.update(text, "utf8", "hex") + cipher.final("hex");
  const hex = Buffer.from(nonce).toString("hex") + cipher.getAuthTag().toString("hex") + sealed;
  return PREFIX + Buffer.from(hex, "hex").toString("base64url");
}

/** Until 24 November 2026 this was the secret where none was set. */
function toFormerSecret(): string {
  const hmac = createHmac("sha256", getSettings().LITELLM_MASTER_KEY);
  return hmac.update("tokenroll session secret").digest("hex");
}

/** Sealed by the secret of now: plain text, and what the former secret sealed. Other sealed text stays as it is. */
export function resealText(text: string, boundTo: string): string {
  if (!isSealed(text)) return sealText(text, boundTo);
  if (tryOpen(text, boundTo, getAuthSecret()) !== null) return text;
  const plain = tryOpen(text, boundTo, toFormerSecret());
  return plain === null ? text : sealText(plain, boundTo);
}

function tryOpen(sealed: string, boundTo: string, secret: string): string | null {
  try {
    return openWith(sealed, boundTo, secret);
  } catch (error) {
    if (error instanceof SealedTextError) return null;
    throw error;
  }
}

/** What was sealed for the same place. @throws {SealedTextError} */
export function openSealedText(sealed: string, boundTo: string): string {
  return openWith(sealed, boundTo, getAuthSecret());
}

function openWith(sealed: string, boundTo: string, secret: string): string {
  const bytes = new Uint8Array(Buffer.from(sealed.slice(PREFIX.length), "base64url"));
  if (!isSealed(sealed) || bytes.length < NONCE_BYTES + TAG_BYTES) {
    throw new SealedTextError("This is not sealed text.");
  }
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, toKey(secret), nonce, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(new TextEncoder().encode(boundTo));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8");
    return text + decipher.final("utf8");
  } catch (error) {
    throw new SealedTextError(
      "It cannot be decrypted: AUTH_SECRET is not the one that it was stored with, or it was changed.",
      { cause: error },
    );
  }
}
