export const HOME_PATH = "/usage";

/** Where to go after signing in: only a path of this portal, never another site or the sign-in page. */
export function toLocalPath(next: string | null | undefined): string {
  if (!next?.startsWith("/") || /^\/[/\\]/.test(next) || /[\u0000-\u001f\\]/.test(next)) {
    return HOME_PATH;
  }
  const base = "http://portal.invalid";
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  if (url === null || url.origin !== base) return HOME_PATH;
  return url.pathname === "/" || url.pathname.startsWith("/sign-in")
    ? HOME_PATH
    : `${url.pathname}${url.search}${url.hash}`;
}
