import { randomBytes } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { FIRST_PAINT_SCRIPT } from "@/components/layout/first-paint";
import { SIDEBAR_SCRIPT } from "@/components/layout/sidebar-script";
import { THEME_SCRIPT } from "@/components/layout/theme-script";
import { isSecureOrigin, toSessionCookieName } from "@/lib/auth/cookie";
import { toContentSecurityPolicy } from "@/lib/content-security-policy";
import { getSettings } from "@/lib/env";
import { listShellScripts } from "@/lib/shell-scripts";

const POLICY_HEADER = "content-security-policy";
const HSTS = "max-age=31536000; includeSubDomains";
const OWN_SCRIPTS = [THEME_SCRIPT, FIRST_PAINT_SCRIPT, SIDEBAR_SCRIPT];

/** Next reads the nonce from the request's policy and gives it to every inline script that it writes. */
function answerWithPolicy(request: NextRequest): NextResponse {
  const policy = toContentSecurityPolicy({
    nonce: randomBytes(16).toString("base64"),
    scripts: [...new Set([...OWN_SCRIPTS, ...listShellScripts()])],
    isDevelopment: getSettings().NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
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
  matcher: ["/((?!api/|_next/|[\\w-]+\\.(?:svg|png|ico|txt|webmanifest)$).*)"],
};
