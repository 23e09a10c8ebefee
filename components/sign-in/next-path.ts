export const HOME_PATH = "/usage";
const PORTAL = "http://portal.invalid";

/** Where to go after signing in: only a path of this portal, never another site or the sign-in page. */
export function toLocalPath(next: string | null | undefined): string {
  // Backslashes and control characters are read differently by browsers and URL parsers.
  if (!next?.startsWith("/") || /[\u0000-\u001f\\]/.test(next)) return HOME_PATH;
  if (!URL.canParse(next, PORTAL)) return HOME_PATH;
  const url = new URL(next, PORTAL);
  const isElsewhere = url.origin !== PORTAL || url.pathname.startsWith("/sign-in");
  if (isElsewhere || url.pathname === "/") return HOME_PATH;
  return `${url.pathname}${url.search}${url.hash}`;
}
