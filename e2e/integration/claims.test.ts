import { generators, Issuer } from "openid-client";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { IdentityControl } from "@/e2e/upstream/identity/control-client";
import { startIdentityServer } from "@/e2e/upstream/identity/server";
import type { ClaimTokens } from "@/lib/access/claim-sessions";
import { readClaimsAgain } from "@/lib/auth/claims";
import { findFreePort } from "@/lib/db/free-port";
import * as env from "@/lib/env";

const credentials = { clientId: "portal", clientSecret: "a-secret-of-the-portal" };
const redirectUri = "http://127.0.0.1:9/callback";
const ada = { email: "ada@example.com", isEmailVerified: true, name: "Ada", groups: ["ai-admins"] };

let server: ReturnType<typeof startIdentityServer>;
let control: IdentityControl;
let issuerUrl = "";

beforeAll(async () => {
  const port = await findFreePort(0, "127.0.0.1");
  issuerUrl = `http://127.0.0.1:${port}`;
  server = startIdentityServer({ port, redirectUri, ...credentials });
  control = new IdentityControl(issuerUrl);
});

beforeEach(() => {
  vi.spyOn(env, "getSettings").mockReturnValue({
    ...env.getSettings(),
    OIDC_ISSUER: issuerUrl,
    OIDC_CLIENT_ID: credentials.clientId,
    OIDC_CLIENT_SECRET: credentials.clientSecret,
    OIDC_GROUPS_CLAIM: "groups",
  });
});

afterAll(() => server.close());

/** Follows the way of a browser from the issuer's door to the code. */
async function findCode(start: string, login: string): Promise<URL> {
  const jar = new Map<string, string>();
  let url = new URL(start);
  while (!url.href.startsWith(redirectUri)) {
    const isForm = url.pathname.startsWith("/interaction/");
    const answer = await fetch(url, {
      redirect: "manual",
      headers: { cookie: [...jar].map((pair) => pair.join("=")).join("; ") },
      ...(isForm ? { method: "POST", body: new URLSearchParams({ login }) } : {}),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    url = new URL(answer.headers.get("location") ?? redirectUri, url);
  }
  return url;
}

/** What the issuer gives at a sign-in. */
async function signIn(login: string): Promise<ClaimTokens> {
  const issuer = await Issuer.discover(issuerUrl);
  const client = new issuer.Client({
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
  const verifier = generators.codeVerifier();
  const start = client.authorizationUrl({
    scope: "openid email profile groups",
    redirect_uri: redirectUri,
    code_challenge: generators.codeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const found = await findCode(start, login);
  const parameters = client.callbackParams(found.href);
  const tokens = await client.callback(redirectUri, parameters, { code_verifier: verifier });
  return {
    refreshToken: tokens.refresh_token ?? null,
    accessToken: tokens.access_token ?? null,
    accessExpiresAt: tokens.expires_at === undefined ? null : tokens.expires_at * 1000,
  };
}

test("groups are read again with each refresh token in turn, until the person is gone", async () => {
  await control.setPeople({ ada });
  const first = await signIn("ada");
  expect(first.refreshToken).not.toBeNull();
  const second = await readClaimsAgain("ada", first);
  expect(second).toMatchObject({ state: "read", groups: ["ai-admins"] });
  await control.setPeople({ ada: { ...ada, groups: [] } });
  const tokens = second.state === "read" ? second.tokens : first;
  expect(await readClaimsAgain("ada", tokens)).toMatchObject({ state: "read", groups: [] });
  expect(await readClaimsAgain("somebody-else", tokens)).toEqual({ state: "revoked" });
  await control.removePerson("ada");
  expect(await readClaimsAgain("ada", tokens)).toEqual({ state: "revoked" });
});

test("without a refresh token the userinfo endpoint is asked while the access token is good", async () => {
  await control.setPeople({ ada });
  const tokens = { ...(await signIn("ada")), refreshToken: null };
  expect(await readClaimsAgain("ada", tokens)).toMatchObject({ groups: ["ai-admins"], tokens });
  const over = { ...tokens, accessExpiresAt: Date.now() - 1000 };
  expect(await readClaimsAgain("ada", over)).toEqual({ state: "read", groups: null, tokens: over });
  expect(await readClaimsAgain("ada", { ...tokens, accessToken: "forged" })).toEqual({
    state: "revoked",
  });
});

test("an issuer that refuses the portal itself revokes nothing", async () => {
  await control.setPeople({ ada });
  const tokens = await signIn("ada");
  const settings = { ...env.getSettings(), OIDC_CLIENT_SECRET: "rotated at the issuer" };
  // The client is made once a process, with the secret of then.
  vi.resetModules();
  vi.spyOn(await import("@/lib/env"), "getSettings").mockReturnValue(settings);
  const fresh = await import("@/lib/auth/claims");
  await expect(fresh.readClaimsAgain("ada", tokens)).rejects.toThrow(/invalid_client/);
});
