import { hash, verify } from "@node-rs/argon2";

/** argon2id with OWASP's second profile: 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const MIN_PASSWORD_LENGTH = 12;

export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

let decoyHash: Promise<string> | undefined;

/**
 * True when the password belongs to the hash. Without a hash (no such account, or one that signs in
 * elsewhere) the same work is done on a decoy, so that the time taken tells nothing.
 */
export async function verifyPassword(
  password: string,
  passwordHash: string | null,
): Promise<boolean> {
  decoyHash ??= hashPassword("no account has this password");
  const isMatch = await verify(passwordHash ?? (await decoyHash), password);
  return isMatch && passwordHash !== null;
}
