const WORDS: ReadonlyMap<string, string> = new Map([
  [
    "unverified_email",
    "The identity provider has not verified your e-mail address. Verify it there, then try again.",
  ],
  ["no_account", "You have no account here. Ask an administrator for one."],
  ["disabled", "This account may not sign in. Ask an administrator."],
  ["SessionRequired", "Sign in to see this."],
]);
const OTHER = "Signing in with the identity provider failed. Try again, or ask an administrator.";

/** What `?error=` says in words; null without one. The password form shows its own. */
export function toRefusalWords(code: string | null): string | null {
  if (code === null || code === "") return null;
  return WORDS.get(code) ?? OTHER;
}
