import { getSettings } from "@/lib/env";

export const SESSION_SECONDS = 8 * 60 * 60;

/** True where the portal is reached over https, so that the cookie is never sent in clear. */
export function isSecureOrigin(): boolean {
  return getSettings().PORTAL_URL?.startsWith("https://") ?? false;
}

export function toSessionCookieName(): string {
  return `${isSecureOrigin() ? "__Secure-" : ""}next-auth.session-token`;
}
