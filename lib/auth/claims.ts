import "server-only";
import { errors, Issuer, type Client } from "openid-client";
import type { ClaimReading, ClaimTokens } from "@/lib/access/claim-sessions";
import { getSettings, type Settings } from "@/lib/env";
import { toGroups } from "./providers";

let known: Promise<Client> | undefined;

async function discover(settings: Settings): Promise<Client> {
  const issuer = await Issuer.discover(settings.OIDC_ISSUER ?? "");
  return new issuer.Client({
    client_id: settings.OIDC_CLIENT_ID ?? "",
    client_secret: settings.OIDC_CLIENT_SECRET ?? "",
  });
}

/** The issuer is asked once where its endpoints are; again after a failure. */
function connect(settings: Settings): Promise<Client> {
  known ??= discover(settings).catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

/** The provider said no to the session; a fault of the portal's own credentials is not that. */
function isRevocation(error: unknown): boolean {
  if (!(error instanceof errors.OPError) || error.error === "invalid_client") return false;
  return /^invalid_(grant|token)$/.test(error.error ?? "") || error.response?.statusCode === 401;
}

/** An access token that is over says nothing; without a refresh token there is then nothing to ask with. */
function findGoodAccessToken({ accessToken, accessExpiresAt }: ClaimTokens): string | undefined {
  const isOver = accessExpiresAt !== null && accessExpiresAt <= Date.now();
  return isOver ? undefined : (accessToken ?? undefined);
}

async function readAnew(
  subject: string,
  tokens: ClaimTokens,
  settings: Settings,
): Promise<ClaimReading> {
  const client = await connect(settings);
  const renewed = tokens.refreshToken === null ? null : await client.refresh(tokens.refreshToken);
  const told = renewed?.id_token ? renewed.claims() : {};
  const accessToken = renewed?.access_token ?? findGoodAccessToken(tokens);
  const canAsk =
    client.issuer.metadata.userinfo_endpoint !== undefined && accessToken !== undefined;
  const isWhole = settings.OIDC_GROUPS_CLAIM in told;
  const more = isWhole || !canAsk ? {} : await client.userinfo(accessToken);
  const claims: Record<string, unknown> = { ...more, ...told };
  if (claims.sub !== undefined && claims.sub !== subject) return { state: "revoked" };
  // Without a new id token a missing claim may be one that only id tokens carry.
  const areGroupsKnown = renewed?.id_token !== undefined || settings.OIDC_GROUPS_CLAIM in claims;
  const expiresAt = renewed?.expires_at;
  return {
    state: "read",
    groups: areGroupsKnown ? toGroups(claims, settings) : null,
    tokens:
      renewed === null
        ? tokens
        : {
            refreshToken: renewed.refresh_token ?? tokens.refreshToken,
            accessToken: renewed.access_token ?? null,
            accessExpiresAt: expiresAt === undefined ? null : expiresAt * 1000,
          },
  };
}

/** Reads a session's claims from the OpenID provider again. @throws where it cannot be asked now */
export async function readClaimsAgain(subject: string, tokens: ClaimTokens): Promise<ClaimReading> {
  try {
    return await readAnew(subject, tokens, getSettings());
  } catch (error) {
    if (isRevocation(error)) return { state: "revoked" };
    throw error;
  }
}
