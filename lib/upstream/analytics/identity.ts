const ACCOUNT_SUFFIXES = ["_codemie_cli", "_codemie_premium_models"];

/**
 * The one name a person has here: a lower-case e-mail address without the suffix of an account, or the
 * upstream's id where it could not resolve one. Empty for nobody.
 */
export function toIdentity(raw: string): string {
  const name = raw.trim().toLowerCase();
  const suffix = ACCOUNT_SUFFIXES.find((ending) => name.endsWith(ending));
  return suffix === undefined ? name : name.slice(0, -suffix.length);
}

export function isEmail(identity: string): boolean {
  return /^[^@\s]+@[^@\s]+$/.test(identity);
}

/** Work outside projects carries the person's own address as its project. */
export function isPersonalProject(name: string): boolean {
  return isEmail(name);
}
