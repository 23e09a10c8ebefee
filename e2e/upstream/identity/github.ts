import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { ClientCredentials, IdentityState, KnownPerson } from "./people";

const PATH = "/github";

interface OpenCode {
  login: string;
  challenge: string;
  redirectUri: string;
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function hashVerifier(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

function isClient(
  client: ClientCredentials,
  request: IncomingMessage,
  form: URLSearchParams,
): boolean {
  const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64");
  if (request.headers.authorization === `Basic ${basic}`) return true;
  return form.get("client_secret") === client.clientSecret;
}

/** The part of GitHub that a sign-in touches, as an Enterprise server has it, below /github. */
export function createGitHub(client: ClientCredentials, state: IdentityState) {
  const codes = new Map<string, OpenCode>();
  const tokens = new Map<string, string>();

  function authorize(url: URL, response: ServerResponse): void {
    const redirectUri = url.searchParams.get("redirect_uri") ?? "";
    const challenge = url.searchParams.get("code_challenge") ?? "";
    const isKnown = url.searchParams.get("client_id") === client.clientId;
    if (!isKnown || challenge === "" || redirectUri === "") {
      sendJson(response, 400, { error: "bad_request" });
      return;
    }
    const code = randomBytes(10).toString("hex");
    codes.set(code, { login: state.gitHubLogin, challenge, redirectUri });
    const target = new URL(redirectUri);
    target.searchParams.set("code", code);
    target.searchParams.set("state", url.searchParams.get("state") ?? "");
    response.writeHead(302, { location: target.href }).end();
  }

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    const open = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const isGood =
      open?.challenge === hashVerifier(form.get("code_verifier") ?? "") &&
      open.redirectUri === form.get("redirect_uri") &&
      isClient(client, request, form);
    // GitHub answers 200 to a bad code too.
    if (!isGood) {
      sendJson(response, 200, { error: "bad_verification_code" });
      return;
    }
    const token = `gho_${randomBytes(18).toString("hex")}`;
    tokens.set(token, open.login);
    sendJson(response, 200, { access_token: token, token_type: "bearer", scope: "read:user" });
  }

  /** True when the request was GitHub's. */
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> => {
    if (!url.pathname.startsWith(`${PATH}/`)) return false;
    const path = url.pathname.slice(PATH.length);
    if (path === "/login/oauth/authorize") authorize(url, response);
    else if (path === "/login/oauth/access_token") await exchange(request, response);
    else {
      const login = tokens.get(request.headers.authorization?.replace(/^Bearer /i, "") ?? "");
      answerApi(path, login, state, response);
    }
    return true;
  };
}

/** `login` is whose token was sent; undefined for none that is known. */
function answerApi(
  path: string,
  login: string | undefined,
  state: IdentityState,
  response: ServerResponse,
): void {
  const person = login === undefined ? undefined : state.people.get(login);
  if (login === undefined || !person) {
    sendJson(response, 401, { message: "Bad token" });
    return;
  }
  const answers: Record<string, unknown> = toApiAnswers(login, person);
  sendJson(response, path in answers ? 200 : 404, answers[path] ?? { message: "Not Found" });
}

function toApiAnswers(login: string, person: KnownPerson): Record<string, unknown> {
  const id = Buffer.from(login).reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 7);
  return {
    "/api/v3/user": { id, login, name: person.name },
    "/api/v3/user/emails": [
      { email: `${login}@users.noreply.example.com`, primary: false, verified: true },
      { email: person.email, primary: true, verified: person.isEmailVerified },
    ],
    "/api/v3/user/orgs": person.groups.map((group) => ({ login: group })),
  };
}
