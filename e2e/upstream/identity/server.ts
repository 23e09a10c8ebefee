import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type Provider from "oidc-provider";
import { createGitHub } from "./github";
import { createOidcProvider } from "./oidc";
import type { ClientCredentials, IdentityState, KnownPerson, Lie } from "./people";
import { createSigningKey } from "./signing-key";
import { tamperWithTokens } from "./tamper";

export interface IdentityServerOptions extends ClientCredentials {
  port: number;
  /** Where the portal takes the code of the OpenID provider. */
  redirectUri: string;
}

const FORM = `<!doctype html><html lang="en"><title>Stand-in</title><link rel="icon" href="data:,">
<form method="post"><label>Login <input name="login" autofocus></label><button>Continue</button></form>`;

/** The sign-in page of the stand-in: whoever is known by the name that is typed is let in. */
async function interact(
  provider: Provider,
  state: IdentityState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== "POST") {
    response.writeHead(200, { "content-type": "text/html" }).end(FORM);
    return;
  }
  const login = new URLSearchParams(await text(request)).get("login") ?? "";
  const result = state.people.has(login)
    ? { login: { accountId: login } }
    : { error: "access_denied", error_description: "Nobody has this name" };
  await provider.interactionFinished(request, response, result);
}

async function answerControl(
  state: IdentityState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const change = JSON.parse((await text(request)) || "{}") as {
    people?: Record<string, KnownPerson>;
    removed?: string[];
    lie?: Lie;
    gitHubLogin?: string;
  };
  for (const [login, person] of Object.entries(change.people ?? {})) {
    state.people.set(login, person);
  }
  for (const login of change.removed ?? []) state.people.delete(login);
  state.lie = change.lie ?? state.lie;
  state.gitHubLogin = change.gitHubLogin ?? state.gitHubLogin;
  response.writeHead(200, { "content-type": "application/json" }).end("{}");
}

/** Holds back what the token endpoint writes, so that it can be changed before it leaves. */
function tamperWithAnswer(response: ServerResponse, change: (body: string) => string): void {
  const end = response.end.bind(response);
  Object.assign(response, {
    end: (body: unknown) => {
      const isText = typeof body === "string" || Buffer.isBuffer(body);
      const changed = isText && response.statusCode === 200 ? change(body.toString()) : body;
      if (typeof changed === "string") {
        response.setHeader("content-length", Buffer.byteLength(changed));
      }
      return end(changed);
    },
  });
}

/** An OpenID provider and the sign-in of a GitHub Enterprise server, both told by `/_control` what to say. */
export function startIdentityServer(options: IdentityServerOptions): { close(): Promise<void> } {
  const state: IdentityState = { people: new Map(), lie: "none", gitHubLogin: "" };
  const key = createSigningKey();
  const issuer = `http://127.0.0.1:${options.port}`;
  const provider = createOidcProvider({ ...options, issuer, key, state });
  const answerOidc = provider.callback();
  const answerGitHub = createGitHub(options, state);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", issuer);
    if (await answerGitHub(request, response, url)) return;
    if (url.pathname === "/_control") return answerControl(state, request, response);
    if (url.pathname.startsWith("/interaction/")) {
      return interact(provider, state, request, response);
    }
    if (url.pathname === "/token") {
      tamperWithAnswer(response, (body) => tamperWithTokens(body, state.lie, key));
    }
    await answerOidc(request, response);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(options.port, "127.0.0.1");
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
