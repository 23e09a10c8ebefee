import type { JsonWebKey } from "node:crypto";
import Provider, { type Configuration, type KoaContextWithOIDC } from "oidc-provider";
import type { ClientCredentials, IdentityState } from "./people";

interface OidcOptions extends ClientCredentials {
  issuer: string;
  redirectUri: string;
  key: JsonWebKey;
  state: IdentityState;
}

function toClaims(login: string, state: IdentityState) {
  const person = state.people.get(login);
  return {
    sub: `subject-of-${login}`,
    ...(person && {
      email: person.email,
      email_verified: person.isEmailVerified,
      name: person.name,
      groups: person.groups,
    }),
  };
}

/** A person who signed in has agreed: nobody is asked. */
async function grantAll(context: KoaContextWithOIDC) {
  const { client, session, provider } = context.oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope("openid email profile groups");
  await grant.save();
  return grant;
}

/** A real OpenID provider: the library's own, PKCE demanded, claims at the userinfo endpoint. */
export function createOidcProvider(options: OidcOptions): Provider {
  const configuration: Configuration = {
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: [options.redirectUri],
        grant_types: ["authorization_code", "refresh_token"],
      },
    ],
    jwks: { keys: [options.key] },
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["name"],
      groups: ["groups"],
    },
    scopes: ["openid", "email", "profile", "groups"],
    pkce: { required: () => true },
    cookies: { keys: ["stand-in of an identity provider"] },
    features: { devInteractions: { enabled: false } },
    issueRefreshToken: () => true,
    // One that was used is good for nothing, and takes all that came of the sign-in with it.
    rotateRefreshToken: () => true,
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: grantAll,
    // Whoever was removed has no account any more, whatever tokens say.
    findAccount: (_context, id) =>
      options.state.people.has(id)
        ? { accountId: id, claims: () => toClaims(id, options.state) }
        : undefined,
  };
  return new Provider(options.issuer, configuration);
}
