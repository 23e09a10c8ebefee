import { NextResponse, type NextRequest } from "next/server";
import { toSessionCookieName } from "@/lib/auth/cookie";

/**
 * Sends whoever has no session cookie to the sign-in page before anything is rendered. A courtesy, not
 * a guard: the cookie is not checked here, every service checks the viewer itself.
 */
export function proxy(request: NextRequest): NextResponse {
  if (request.cookies.has(toSessionCookieName())) return NextResponse.next();
  const target = new URL("/sign-in", request.nextUrl.origin);
  const wanted = `${request.nextUrl.pathname}${request.nextUrl.search}`;
  if (wanted !== "/") target.searchParams.set("next", wanted);
  return NextResponse.redirect(target);
}

export const config = {
  matcher: ["/((?!api/|_next/|sign-in|icon|favicon|.*\\.(?:svg|png|ico|txt)$).*)"],
};
