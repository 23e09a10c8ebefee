import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import type { IdentityProfile } from "@/lib/access/identities";
import { getSettings, type Settings } from "@/lib/env";
import { readGitHubProfile } from "./github";

const TIMEOUT_MS = 10_000;

/** A button of the sign-in page. */
export interface SignInProvider {
  id: "oidc" | "github";
  name: string;
}

export function listSignInProviders(): SignInProvider[] {
  const { OIDC_ISSUER, OIDC_NAME, GITHUB_CLIENT_ID, GITHUB_URL } = getSettings();
  const host = new URL(GITHUB_URL).host;
  const gitHubName = host === "github.com" ? "GitHub" : `GitHub at ${host}`;
  return [
    ...(OIDC_ISSUER === undefined ? [] : [{ id: "oidc" as const, name: OIDC_NAME }]),
    ...(GITHUB_CLIENT_ID === undefined ? [] : [{ id: "github" as const, name: gitHubName }]),
  ];
}

const claimsSchema = z.looseObject({
  iss: z.string().min(1),
  sub: z.string().min(1),
  email: z.email().optional(),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
});

const groupsSchema = z.union([z.array(z.string()), z.string().transform((group) => [group])]);

/** The groups that claims list; none where the claim is missing. */
export function toGroups(claims: Readonly<Record<string, unknown>>, settings: Settings): string[] {
  const groups = groupsSchema.safeParse(claims[settings.OIDC_GROUPS_CLAIM]);
  return groups.success ? groups.data : [];
}

/** Claims of the id token and the userinfo endpoint in our words. */
export function toOidcProfile(claims: unknown, settings: Settings): IdentityProfile {
  const parsed = claimsSchema.parse(claims);
  const email = parsed.email ?? "";
  return {
    issuer: parsed.iss,
    subject: parsed.sub,
    email,
    isEmailVerified: email !== "" && (parsed.email_verified ?? settings.OIDC_TRUST_EMAIL),
    name: parsed.name ?? parsed.preferred_username ?? "",
    groups: toGroups(parsed, settings),
    maySignUp: true,
  };
}

/** next-auth asks for an id of its own; the account is found by issuer and subject. */
function toNextAuthUser(profile: IdentityProfile) {
  return { id: profile.subject, email: profile.email, name: profile.name };
}

function createOidcProvider(settings: Settings): OAuthConfig<IdentityProfile> {
  return {
    id: "oidc",
    name: settings.OIDC_NAME,
    type: "oauth",
    wellKnown: `${settings.OIDC_ISSUER ?? ""}/.well-known/openid-configuration`,
    clientId: settings.OIDC_CLIENT_ID,
    clientSecret: settings.OIDC_CLIENT_SECRET,
    authorization: { params: { scope: settings.OIDC_SCOPES } },
    // The id token is checked (issuer, audience, expiry, nonce, signature) before anything is believed.
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    httpOptions: { timeout: TIMEOUT_MS },
    userinfo: {
      request: async ({ client, tokens }) => {
        const claims = tokens.id_token ? readIdToken(tokens.id_token) : {};
        const isWhole = "email" in claims && settings.OIDC_GROUPS_CLAIM in claims;
        const more =
          isWhole || !client.issuer.metadata.userinfo_endpoint || !tokens.access_token
            ? {}
            : await client.userinfo(tokens.access_token);
        return toOidcProfile({ ...more, ...claims }, settings);
      },
    },
    profile: toNextAuthUser,
  };
}

/** The claims of a token that was verified already. */
function readIdToken(token: string): Record<string, unknown> {
  const body = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
  return z.record(z.string(), z.unknown()).parse(JSON.parse(body));
}

function createGitHubProvider(settings: Settings): OAuthConfig<IdentityProfile> {
  const url = settings.GITHUB_URL;
  const needsOrganizations =
    settings.GITHUB_ORGANIZATIONS.length > 0 || settings.SIGN_IN_MAPPING.length > 0;
  return {
    id: "github",
    name: "GitHub",
    type: "oauth",
    clientId: settings.GITHUB_CLIENT_ID,
    clientSecret: settings.GITHUB_CLIENT_SECRET,
    authorization: {
      url: `${url}/login/oauth/authorize`,
      params: {
        scope: needsOrganizations ? "read:user user:email read:org" : "read:user user:email",
      },
    },
    token: `${url}/login/oauth/access_token`,
    checks: ["pkce", "state"],
    httpOptions: { timeout: TIMEOUT_MS },
    userinfo: {
      request: ({ tokens }) =>
        readGitHubProfile({
          url,
          accessToken: tokens.access_token ?? "",
          organizations: settings.GITHUB_ORGANIZATIONS,
          needsOrganizations,
          timeoutMs: TIMEOUT_MS,
        }),
    },
    profile: toNextAuthUser,
  };
}

/** The identity providers that the settings name, as next-auth wants them. */
export function createIdentityProviders(): OAuthConfig<IdentityProfile>[] {
  const settings = getSettings();
  return listSignInProviders().map(({ id }) =>
    id === "oidc" ? createOidcProvider(settings) : createGitHubProvider(settings),
  );
}
