import { generators, Issuer } from "openid-client";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { IdentityControl } from "@/e2e/upstream/identity/control-client";
import { startIdentityServer } from "@/e2e/upstream/identity/server";
import type { ClaimTokens } from "@/lib/access/claim-session-store";
import { readClaimsAgain } from "@/lib/auth/claims";
import { findFreePort } from "@/lib/db/free-port";
import * as env from "@/lib/env";

const credentials = { clientId: "portal", clientSecret: "a-secret-of-the-portal" };
const redirectUri = "http://127.0.0.1:9/callback";
const ada = { email: "ada@example.com", isEmailVerified: true, name: "Ada", groups: ["ai-admins"] };

/** `readClaimsAgain` of somebody at the issuer. */
const read = (subject: string, tokens: ClaimTokens) =>
  readClaimsAgain({ issuer: issuerUrl, subject }, tokens);

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
    groupsAt: "anywhere",
  };
}

test("the userinfo endpoint is asked while the access token is good, and no refresh token is used up", async () => {
  await control.setPeople({ ada });
  const tokens = await signIn("ada");
  expect(tokens.refreshToken).not.toBeNull();
  for (const groups of [["ai-admins"], [], ["ai-audit"]]) {
    await control.setPeople({ ada: { ...ada, groups } });
    expect(await read("ada", tokens)).toEqual({ state: "read", groups, tokens });
  }
  expect(await read("somebody-else", tokens)).toEqual({ state: "revoked" });
  await control.removePerson("ada");
  expect(await read("ada", tokens)).toEqual({ state: "revoked" });
});

test("once the access token is over each refresh token gives the next", async () => {
  await control.setPeople({ ada });
  const first = { ...(await signIn("ada")), accessExpiresAt: Date.now() - 1000 };
  const second = await read("ada", first);
  expect(second).toMatchObject({ state: "read", groups: ["ai-admins"] });
  await control.setPeople({ ada: { ...ada, groups: [] } });
  if (second.state !== "read") throw new Error("not read");
  expect(second.tokens.refreshToken).not.toBe(first.refreshToken);
  const tokens = { ...second.tokens, accessExpiresAt: Date.now() - 1000 };
  expect(await read("ada", tokens)).toMatchObject({ state: "read", groups: [] });
  await control.removePerson("ada");
  expect(await read("ada", tokens)).toEqual({ state: "revoked" });
});

test("without a refresh token there is nothing to ask with once the access token is over", async () => {
  await control.setPeople({ ada });
  const tokens = { ...(await signIn("ada")), refreshToken: null };
  expect(await read("ada", tokens)).toMatchObject({ groups: ["ai-admins"], tokens });
  const over = { ...tokens, accessExpiresAt: Date.now() - 1000 };
  expect(await read("ada", over)).toEqual({ state: "mute" });
  expect(await read("ada", { ...tokens, accessToken: "forged" })).toEqual({ state: "revoked" });
});

test("an organization of GitHub is asked for again, until its token is revoked", async () => {
  const url = `${issuerUrl}/github`;
  const settings = { ...env.getSettings(), GITHUB_URL: url, GITHUB_CLIENT_ID: "portal" };
  vi.spyOn(env, "getSettings").mockReturnValue(settings);
  await control.setPeople({ hugo: { ...ada, groups: ["example-org"] } });
  await control.setGitHubLogin("hugo");
  const tokens: ClaimTokens = {
    ...{ refreshToken: null, accessExpiresAt: null, groupsAt: "anywhere" },
    accessToken: await signInAtGitHub(url),
  };
  const hugo = { issuer: url, subject: "1" };
  expect(await readClaimsAgain(hugo, tokens)).toMatchObject({ groups: ["example-org"] });
  await control.setPeople({ hugo: { ...ada, groups: [] } });
  expect(await readClaimsAgain(hugo, tokens)).toMatchObject({ state: "read", groups: [] });
  await control.removePerson("hugo");
  expect(await readClaimsAgain(hugo, tokens)).toEqual({ state: "revoked" });
  vi.spyOn(env, "getSettings").mockReturnValue({ ...settings, GITHUB_CLIENT_ID: undefined });
  expect(await readClaimsAgain(hugo, tokens)).toEqual({ state: "mute" });
});

/** The access token of who is signed in there. */
async function signInAtGitHub(url: string): Promise<string> {
  const verifier = generators.codeVerifier();
  const door = new URL(`${url}/login/oauth/authorize`);
  door.search = new URLSearchParams({
    client_id: credentials.clientId,
    redirect_uri: redirectUri,
    code_challenge: generators.codeChallenge(verifier),
  }).toString();
  const { headers } = await fetch(door, { redirect: "manual" });
  const code = new URL(headers.get("location") ?? redirectUri).searchParams.get("code") ?? "";
  const answer = await fetch(`${url}/login/oauth/access_token`, {
    method: "POST",
    body: new URLSearchParams({
      ...{ code, code_verifier: verifier, redirect_uri: redirectUri },
      client_secret: credentials.clientSecret,
    }),
  });
  const { access_token: accessToken } = (await answer.json()) as { access_token: string };
  return accessToken;
}

/** The issuer's client is made once a process: this is another process's. */
async function importAnew(settings: env.Settings) {
  vi.resetModules();
  vi.spyOn(await import("@/lib/env"), "getSettings").mockReturnValue(settings);
  return import("@/lib/auth/claims");
}

test("an issuer that refuses the portal itself revokes nothing", async () => {
  await control.setPeople({ ada });
  const tokens = { ...(await signIn("ada")), accessToken: null };
  const settings = { ...env.getSettings(), OIDC_CLIENT_SECRET: "rotated at the issuer" };
  const fresh = await importAnew(settings);
  const reading = await fresh.readClaimsAgain({ issuer: issuerUrl, subject: "ada" }, tokens);
  expect(reading).toEqual({ state: "unclear" });
});

test("an issuer that does not answer is told apart", async () => {
  const tokens = await signIn("ada");
  const nobody = `http://127.0.0.1:${await findFreePort(0, "127.0.0.1")}`;
  const fresh = await importAnew({ ...env.getSettings(), OIDC_ISSUER: nobody });
  await expect(fresh.readClaimsAgain({ issuer: nobody, subject: "ada" }, tokens)).rejects.toThrow(
    /ECONNREFUSED/,
  );
});
