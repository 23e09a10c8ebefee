import "server-only";
import type { NextRequest } from "next/server";
import { checkRate, toRateSubject } from "@/lib/access/rate-limit";
import { findCurrentViewer } from "@/lib/access/viewers";
import { readClientAddress } from "@/lib/client-address";
import { getSettings } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { findTokenHolder, type TokenHolder } from "@/lib/tokens/holders";
import { readClaimsAgain } from "./claims";
import { toSessionCookieName } from "./cookie";
import type { ApiScope, Viewer } from "./policy";
import { findViewerByToken } from "./session";

/** What an API token needs for a route; `session-only` is for what only a person at a browser may do. */
export type RouteScope = ApiScope | readonly ApiScope[] | "session-only";

export function isReadingRequest(request: NextRequest): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

/** The secret of `Authorization: Bearer …`; null without one, other schemes belong to proxies. */
function readBearer(request: NextRequest): string | null {
  const match = /^Bearer +(\S+) *$/i.exec(request.headers.get("authorization") ?? "");
  return match?.[1] ?? null;
}

function isOwnOrigin(origin: string, request: NextRequest): boolean {
  const { PORTAL_URL } = getSettings();
  if (PORTAL_URL !== undefined) return origin === new URL(PORTAL_URL).origin;
  return URL.canParse(origin) && new URL(origin).host === request.headers.get("host");
}

/** A cookie travels with requests that another site causes; those may not change anything. */
function checkSameOrigin(request: NextRequest): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  // Browsers without Sec-Fetch-Site name the origin of every write; what names neither is no browser.
  const isOurs =
    site === null
      ? origin === null || isOwnOrigin(origin, request)
      : site === "same-origin" || site === "none";
  if (!isOurs) throw new AppError("forbidden", "This request came from another site.");
}

const findOwner = (userId: string) => findCurrentViewer(userId, readClaimsAgain);

/** @throws {AppError} unauthenticated for a secret that is no good; its sender's guesses are counted */
async function requireTokenHolder(request: NextRequest, secret: string): Promise<TokenHolder> {
  const holder = await findTokenHolder(secret, findOwner);
  if (holder) return holder;
  await checkRate("refused-token", toRateSubject(readClientAddress(request.headers)));
  throw new AppError("unauthenticated", "The API token is unknown, expired or revoked.");
}

/** @throws {AppError} forbidden where the token was not made for this */
function checkScope(holder: TokenHolder, scope: ApiScope | readonly ApiScope[]): void {
  const missing = [scope].flat().find((one) => !holder.scopes.includes(one));
  if (missing === undefined) return;
  throw new AppError("forbidden", `The API token lacks the scope ${missing}.`, {
    issues: [{ field: "scope", rule: `${missing} is missing` }],
  });
}

async function requireTokenViewer(
  request: NextRequest,
  secret: string,
  scope: RouteScope,
): Promise<Viewer> {
  const holder = await requireTokenHolder(request, secret);
  await checkRate("token", holder.viewer.tokenId ?? holder.viewer.userId);
  if (scope === "session-only") {
    throw new AppError("forbidden", "API tokens may not do this: sign in with a browser.");
  }
  checkScope(holder, scope);
  return holder.viewer;
}

/**
 * Who sends telemetry: an API token with `otlp:write` and nothing else. A machine that repeats itself is no guess,
 * so good tokens are not counted.
 * @throws {AppError} unauthenticated, forbidden
 */
export async function requireTelemetrySender(request: NextRequest): Promise<Viewer> {
  const secret = readBearer(request) ?? request.headers.get("x-api-key");
  if (secret === null) {
    throw new AppError(
      "unauthenticated",
      "Send an API token with the scope otlp:write as Authorization: Bearer <token>.",
    );
  }
  const holder = await requireTokenHolder(request, secret);
  checkScope(holder, "otlp:write");
  return holder.viewer;
}

/**
 * Who sent the request, by API token or by session; a token that is sent is never ignored in favour of a
 * session.
 * @throws {AppError} unauthenticated; forbidden for a scope that is missing or a write of another site
 */
export async function requireRequestViewer(
  request: NextRequest,
  scope: RouteScope,
): Promise<Viewer> {
  const secret = readBearer(request);
  if (secret !== null) return requireTokenViewer(request, secret, scope);
  const session = request.cookies.get(toSessionCookieName())?.value;
  const viewer = await findViewerByToken(session);
  if (!viewer) throw new AppError("unauthenticated", "Sign in to see this.");
  if (isReadingRequest(request)) return viewer;
  checkSameOrigin(request);
  await checkRate("write", viewer.userId);
  return viewer;
}
