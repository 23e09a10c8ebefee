import "server-only";
import { applyClaimMapping, type ClaimGrants } from "@/lib/claim-mapping";
import { getSettings } from "@/lib/env";
import {
  findIdentityUser,
  linkIdentity,
  replaceClaims,
  type Identity,
  type IdentityUser,
} from "./identity-store";

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
  await replaceClaims(user, grants, new Date());
  return { userId: user.userId };
}

/** The account of an identity that signed in before. */
export async function findIdentityUserId(identity: Identity): Promise<string | null> {
  return (await findIdentityUser(identity))?.userId ?? null;
}

/** Makes what the groups give now the account's, between two sign-ins. */
export async function renewClaims(identity: Identity, groups: readonly string[]): Promise<void> {
  const user = await findIdentityUser(identity);
  if (user === null) return;
  await replaceClaims(user, applyClaimMapping(getSettings().SIGN_IN_MAPPING, groups), null);
}
