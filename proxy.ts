import { randomBytes } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { isSecureOrigin, toSessionCookieName } from "@/lib/auth/cookie";
import { toContentSecurityPolicy } from "@/lib/content-security-policy";
import { getSettings } from "@/lib/env";

/** Where the root layout finds the nonce for the scripts that are ours. */
const NONCE_HEADER = "x-nonce";
const POLICY_HEADER = "content-security-policy";
const HSTS = "max-age=31536000; includeSubDomains";

/** Next reads the nonce from the request's policy and gives it to every inline script that it writes. */
function answerWithPolicy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const policy = toContentSecurityPolicy(nonce, getSettings().NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set(POLICY_HEADER, policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(POLICY_HEADER, policy);
  return response;
}

function toSignIn(request: NextRequest): NextResponse {
  const target = new URL("/sign-in", request.nextUrl.origin);
  const wanted = `${request.nextUrl.pathname}${request.nextUrl.search}`;
  if (wanted !== "/") target.searchParams.set("next", wanted);
  return NextResponse.redirect(target);
}

/**
 * Sends whoever has no session cookie to the sign-in page before anything is rendered. A courtesy, not
 * a guard: the cookie is not checked here, every service checks the viewer itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const isOpen = request.nextUrl.pathname === "/sign-in";
  const mayPass = isOpen || request.cookies.has(toSessionCookieName());
  const response = mayPass ? answerWithPolicy(request) : toSignIn(request);
  if (isSecureOrigin()) response.headers.set("strict-transport-security", HSTS);
  return response;
}

export const config = {
  // Files of public/ are for everybody; an address of a page may end in .png too, but has a slash before.
  matcher: ["/((?!api/|v1/|_next/|[\\w-]+\\.(?:svg|png|ico|txt|webmanifest)$).*)"],
};
