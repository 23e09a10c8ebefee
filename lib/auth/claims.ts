import "server-only";
import { custom, errors, Issuer, type Client, type TokenSet } from "openid-client";
import type { ClaimReading, ReadClaims } from "@/lib/access/claim-readings";
import type { ClaimTokens } from "@/lib/access/claim-session-store";
import { getSettings, type Settings } from "@/lib/env";
import { toErrorMessage } from "@/lib/errors";
import { createLogger } from "@/lib/logger";
import { GitHubError, readGitHubGroups } from "./github";
import { toGroups } from "./providers";

/** Requests wait for it. */
const TIMEOUT_MS = 3_000;

type Claims = Record<string, unknown>;

/** The sign-in shares the library's own settings, and may take longer. */
class PromptIssuer extends Issuer {
  static override [custom.http_options] = () => ({ timeout: TIMEOUT_MS });
}

let known: Promise<Client> | undefined;

async function discover(settings: Settings): Promise<Client> {
  const issuer = await PromptIssuer.discover(settings.OIDC_ISSUER ?? "");
  const client = new issuer.Client({
    client_id: settings.OIDC_CLIENT_ID ?? "",
    client_secret: settings.OIDC_CLIENT_SECRET ?? "",
  });
  issuer[custom.http_options] = () => ({ timeout: TIMEOUT_MS });
  client[custom.http_options] = () => ({ timeout: TIMEOUT_MS });
  return client;
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
  if (error instanceof GitHubError) return error.status === 401;
  if (!(error instanceof errors.OPError) || error.error === "invalid_client") return false;
  return /^invalid_(grant|token)$/.test(error.error ?? "") || error.response?.statusCode === 401;
}

/** Nobody answered: no connection, or none in time. */
function isSilence(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof errors.OPError) return false;
  if (error instanceof errors.RPError) return error.message.includes("timed out");
  return "code" in error || error.name === "TimeoutError" || error.message === "fetch failed";
}

/** Null for one that is over, or that was never given. */
function findGoodAccessToken({ accessToken, accessExpiresAt }: ClaimTokens): string | null {
  const isOver = accessExpiresAt !== null && accessExpiresAt <= Date.now();
  return isOver ? null : accessToken;
}

/** Null where the issuer has no such endpoint or takes the token no more. */
async function askUserinfo(client: Client, accessToken: string | null): Promise<Claims | null> {
  if (accessToken === null || !client.issuer.metadata.userinfo_endpoint) return null;
  try {
    return await client.userinfo(accessToken);
  } catch (error) {
    if (isRevocation(error)) return null;
    throw error;
  }
}

function toRenewedTokens(renewed: TokenSet, before: ClaimTokens): ClaimTokens {
  return {
    refreshToken: renewed.refresh_token ?? before.refreshToken,
    accessToken: renewed.access_token ?? null,
    accessExpiresAt: renewed.expires_at === undefined ? null : renewed.expires_at * 1000,
    groupsAt: before.groupsAt,
  };
}

/** With a new id token, and the userinfo endpoint where that has no groups. */
async function readRenewed(
  client: Client,
  tokens: ClaimTokens & { refreshToken: string },
  groupsClaim: string,
  known: Claims | null,
): Promise<{ claims: Claims; tokens: ClaimTokens }> {
  const renewed = await client.refresh(tokens.refreshToken);
  const next = toRenewedTokens(renewed, tokens);
  const told: Claims = renewed.id_token ? renewed.claims() : {};
  if (groupsClaim in told) {
    const isUserinfoWithout = known !== null;
    return { claims: told, tokens: isUserinfoWithout ? { ...next, groupsAt: "id_token" } : next };
  }
  if (tokens.groupsAt === "id_token") return { claims: told, tokens: next };
  const more = known ?? (await askUserinfo(client, next.accessToken));
  return { claims: { ...more, ...told }, tokens: { ...next, groupsAt: "userinfo" } };
}

/** At the userinfo endpoint while the access token is good: a refresh token is good once. */
async function readOidc(
  subject: string,
  tokens: ClaimTokens,
  settings: Settings,
): Promise<ClaimReading> {
  const { OIDC_GROUPS_CLAIM: groupsClaim } = settings;
  const client = await connect(settings);
  const accessToken = findGoodAccessToken(tokens);
  const { refreshToken, groupsAt } = tokens;
  if (accessToken === null && refreshToken === null) return { state: "mute" };
  const skipsUserinfo = groupsAt === "id_token" && refreshToken !== null;
  const told = skipsUserinfo ? null : await askUserinfo(client, accessToken);
  const isWhole = told !== null && (groupsClaim in told || groupsAt === "userinfo");
  if (!isWhole && refreshToken !== null) {
    const renewed = await readRenewed(client, { ...tokens, refreshToken }, groupsClaim, told);
    return toReading(subject, renewed.claims, renewed.tokens, settings);
  }
  const canTell = client.issuer.metadata.userinfo_endpoint !== undefined;
  if (told === null && canTell) return { state: "revoked" };
  return toReading(subject, told ?? {}, tokens, settings);
}

function toReading(
  subject: string,
  claims: Claims,
  tokens: ClaimTokens,
  settings: Settings,
): ClaimReading {
  if (claims.sub !== undefined && claims.sub !== subject) return { state: "revoked" };
  return { state: "read", groups: toGroups(claims, settings), tokens };
}

async function readGitHub(tokens: ClaimTokens, settings: Settings): Promise<ClaimReading> {
  const accessToken = findGoodAccessToken(tokens);
  if (accessToken === null) return { state: "mute" };
  const url = settings.GITHUB_URL;
  const groups = await readGitHubGroups({ url, accessToken, timeoutMs: TIMEOUT_MS });
  return { state: "read", groups, tokens };
}

/** Reads a session's claims from its identity provider again. @throws where that does not answer */
export const readClaimsAgain: ReadClaims = async ({ issuer, subject }, tokens) => {
  const settings = getSettings();
  try {
    const isGitHub = issuer === settings.GITHUB_URL;
    if (isGitHub && settings.GITHUB_CLIENT_ID !== undefined) {
      return await readGitHub(tokens, settings);
    }
    if (isGitHub || settings.OIDC_ISSUER === undefined) return { state: "mute" };
    return await readOidc(subject, tokens, settings);
  } catch (error) {
    if (isRevocation(error)) return { state: "revoked" };
    if (isSilence(error)) throw error;
    const message = toErrorMessage(error);
    createLogger("sign-in").warn({ error: message }, "claims could not be read again");
    return { state: "unclear" };
  }
};
