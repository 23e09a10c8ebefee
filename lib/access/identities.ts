import "server-only";
import { applyClaimMapping, listMappedGroups, type ClaimGrants } from "@/lib/claim-mapping";
import { getSettings } from "@/lib/env";
import {
  findIdentityUser,
  hasGroups,
  linkIdentity,
  replaceClaims,
  type Identity,
  type IdentityUser,
} from "./identity-store";
import { recordSignIn } from "./store";

/** What an identity provider said about who signs in. */
export interface IdentityProfile extends Identity {
  email: string;
  isEmailVerified: boolean;
  name: string;
  groups: readonly string[];
  /** Whether somebody without an account gets one. */
  maySignUp: boolean;
}

/** Why somebody whom the identity provider knows may not come in; each has words on the sign-in page. */
export type SignInRefusal = "unverified_email" | "no_account" | "disabled";

export type IdentitySignIn =
  { userId: string; refusal?: undefined } | { refusal: SignInRefusal; userId?: undefined };

function toNewRole(profile: IdentityProfile, email: string, grants: ClaimGrants) {
  if (email === getSettings().FIRST_ADMIN_EMAIL) return "platform_admin";
  return profile.maySignUp || grants.role !== null ? "user" : null;
}

async function findOrLink(
  profile: IdentityProfile,
  grants: ClaimGrants,
): Promise<IdentityUser | null> {
  const known = await findIdentityUser(profile);
  if (known) return known;
  const email = profile.email.toLowerCase();
  const { issuer, subject, name } = profile;
  return linkIdentity({
    issuer,
    subject,
    email,
    name: name.trim() || email,
    newRole: toNewRole(profile, email, grants),
  });
}

/** Keeps of the groups those that the mapping names: the others are nobody's business. */
function storeGroups(user: IdentityUser, identity: Identity, groups: readonly string[]) {
  const mapping = getSettings().SIGN_IN_MAPPING;
  return replaceClaims(user, {
    issuer: identity.issuer,
    subject: identity.subject,
    groups: listMappedGroups(mapping, groups),
    toGrants: (all) => applyClaimMapping(mapping, all),
  });
}

/**
 * Lets in who an identity provider vouches for. The first time the verified e-mail finds or makes the
 * account, later the provider's own id does; claims are read anew each time, so a group that somebody
 * left takes its rights along.
 */
export async function signInWithIdentity(profile: IdentityProfile): Promise<IdentitySignIn> {
  if (!profile.isEmailVerified) return { refusal: "unverified_email" };
  const grants = applyClaimMapping(getSettings().SIGN_IN_MAPPING, profile.groups);
  const user = await findOrLink(profile, grants);
  if (!user) return { refusal: "no_account" };
  if (user.isDisabled) return { refusal: "disabled" };
  await storeGroups(user, profile, profile.groups);
  await recordSignIn(user.userId, new Date());
  return { userId: user.userId };
}

/** The account of an identity that signed in before. */
export async function findIdentityUserId(identity: Identity): Promise<string | null> {
  return (await findIdentityUser(identity))?.userId ?? null;
}

/** Whether the groups of an identity give its account anything. */
export const hasClaimedGroups = hasGroups;

/** Makes what the groups of an identity give now the account's, beside what its other identities give. */
export async function renewClaims(identity: Identity, groups: readonly string[]): Promise<void> {
  const user = await findIdentityUser(identity);
  if (user !== null) await storeGroups(user, identity, groups);
}
