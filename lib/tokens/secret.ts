import { createHash, randomBytes } from "node:crypto";

const PREFIX = "tkr_";
const SECRET = /^tkr_[0-9a-f]{48}$/;
const HINT_LENGTH = 4;

/** 192 random bits behind a prefix that secret scanners and people recognise. */
export function createTokenSecret(): string {
  return `${PREFIX}${randomBytes(24).toString("hex")}`;
}

export function isTokenSecret(text: string): boolean {
  return SECRET.test(text);
}

/** A secret of 192 random bits cannot be guessed from a fast hash, so the look-up needs no slow one. */
export function hashTokenSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

export function toTokenHint(secret: string): string {
  return secret.slice(-HINT_LENGTH);
}
