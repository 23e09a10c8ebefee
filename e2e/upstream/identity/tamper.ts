import type { JsonWebKey } from "node:crypto";
import type { Lie } from "./people";
import { createSigningKey, readToken, signToken } from "./signing-key";

const CHANGES: Record<Exclude<Lie, "none" | "wrong-key">, Record<string, unknown>> = {
  "wrong-audience": { aud: "somebody-elses-client" },
  expired: { iat: 1_700_000_000, exp: 1_700_000_600 },
  "wrong-nonce": { nonce: "the-nonce-of-another-sign-in" },
};

/** A token answer whose id token is properly signed and says something that must not be believed. */
export function tamperWithTokens(body: string, lie: Lie, key: JsonWebKey): string {
  const answer = JSON.parse(body) as { id_token?: string };
  if (lie === "none" || answer.id_token === undefined) return body;
  const claims = readToken(answer.id_token);
  const isForged = lie === "wrong-key";
  const token = signToken(
    isForged ? claims : { ...claims, ...CHANGES[lie] },
    isForged ? createSigningKey() : key,
  );
  return JSON.stringify({ ...answer, id_token: token });
}
