import type { AccountKind } from "./schema";

/** How a customer's id tells whose account it is; from the settings. */
export interface IdentityRules {
  cliSuffix: string;
  premiumSuffix: string;
  /** Ids that begin so belong to a project, whoever works in it. */
  projectPrefix: string;
}

export interface AccountIdentity {
  /** Lower case; an e-mail, a user name, or the id as it is where it tells nothing. */
  personId: string;
  kind: AccountKind;
}

/** The three accounts of a person, in the order they are shown. */
export const PERSON_KINDS = ["web", "cli", "premium"] as const satisfies readonly AccountKind[];
export type PersonKind = (typeof PERSON_KINDS)[number];

const E_MAIL = /^[^\s@{}"]+@[^\s@{}"]+$/;
const USER_NAME = /^[a-z0-9][a-z0-9._+-]{0,63}$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const MAX_ID = 128;

/** Tools make a customer for each session, with a JSON text as its id: those are nobody's account. */
export function isAccountId(customerId: string): boolean {
  return customerId.length <= MAX_ID && !customerId.startsWith("{");
}

export function isPersonId(id: string): boolean {
  return E_MAIL.test(id) || (USER_NAME.test(id) && !UUID.test(id));
}

/** Lower case without blanks around it: what people are compared by. */
export function toPersonId(text: string): string {
  return text.trim().toLowerCase();
}

function withoutSuffix(id: string, suffix: string): string | null {
  const bare = id.slice(0, -suffix.length);
  return suffix !== "" && bare !== "" && id.endsWith(suffix.toLowerCase()) ? bare : null;
}

/** Whose account a customer is. Only the exact suffixes count; a suffix in the middle is part of a name. */
export function toAccountIdentity(customerId: string, rules: IdentityRules): AccountIdentity {
  const id = toPersonId(customerId);
  if (id.startsWith(rules.projectPrefix.toLowerCase())) return { personId: id, kind: "project" };
  const premium = withoutSuffix(id, rules.premiumSuffix);
  const cli = withoutSuffix(id, rules.cliSuffix);
  const personId = premium ?? cli ?? id;
  if (!isPersonId(personId)) return { personId: id, kind: "other" };
  return { personId, kind: premium !== null ? "premium" : cli !== null ? "cli" : "web" };
}

/** The id under which LiteLLM would know a person's account. */
export function toCustomerId(personId: string, kind: PersonKind, rules: IdentityRules): string {
  const suffix = { web: "", cli: rules.cliSuffix, premium: rules.premiumSuffix }[kind];
  return `${personId}${suffix}`;
}
