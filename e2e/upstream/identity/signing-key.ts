import { createPrivateKey, generateKeyPairSync, sign, type JsonWebKey } from "node:crypto";

const KEY_ID = "stand-in";

/** An RSA key of the stand-in's own, as the provider's configuration wants it. */
export function createSigningKey(): JsonWebKey & { kid: string; use: string; alg: string } {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: KEY_ID, use: "sig", alg: "RS256" };
}

/** A token with these claims, signed by `key` (RS256). */
export function signToken(claims: Record<string, unknown>, key: JsonWebKey): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const content = `${encode({ alg: "RS256", typ: "JWT", kid: KEY_ID })}.${encode(claims)}`;
  const privateKey = createPrivateKey({ key, format: "jwk" });
  const signature = sign("sha256", new TextEncoder().encode(content), privateKey);
  return `${content}.${signature.toString("base64url")}`;
}

/** The claims of a token, unchecked. */
export function readToken(token: string): Record<string, unknown> {
  const body = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
  return JSON.parse(body) as Record<string, unknown>;
}
