/** What is said of a secret that could be found by trying. */
export const STRONG_SECRET = "must have at least 32 characters, 10 of them different";

export function isStrongSecret(secret: string): boolean {
  return secret.length >= 32 && new Set(secret).size >= 10;
}
