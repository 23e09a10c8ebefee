import { proxyException } from "./errors";
import { sha256Hex } from "./random";
import type { Features } from "./version";

export interface AccessKeys {
  admin: string;
  viewer: string;
  user: string;
}

export type Role = "proxy_admin" | "proxy_admin_viewer" | "internal_user";

export interface Caller {
  role: Role;
  userId: string;
  /** The key's hash; null for the master key, which is in no table. */
  token: string | null;
}

const OTHER_KEY_HEADERS = [
  "x-litellm-api-key",
  "api-key",
  "x-api-key",
  "x-goog-api-key",
  "ocp-apim-subscription-key",
] as const;

/** Read routes every role may call; the handlers narrow the answer. */
const OPEN_TO_USERS: ReadonlySet<string> = new Set([
  "/model/info",
  "/model_group/info",
  "/key/info",
  "/user/info",
  "/v2/user/info",
]);

/** What a viewer could read before read parity with the admin. */
const OPEN_TO_VIEWERS: ReadonlySet<string> = new Set([
  ...OPEN_TO_USERS,
  "/team/list",
  "/v2/team/list",
  "/team/info",
  "/key/list",
]);

function presentedKey(headers: NodeJS.Dict<string | string[]>): string {
  const authorization = headers.authorization;
  if (typeof authorization === "string" && authorization !== "") {
    if (!authorization.startsWith("Bearer ")) {
      throw proxyException(
        401,
        `Authentication Error, Malformed API Key passed in. Ensure Key has \`Bearer \` prefix. Passed in: ${"*".repeat(8)}`,
        "auth_error",
      );
    }
    return authorization.slice("Bearer ".length);
  }
  for (const name of OTHER_KEY_HEADERS) {
    const value = headers[name];
    if (typeof value === "string" && value !== "") return value.replace(/^Bearer /, "");
  }
  return "";
}

export function authenticate(keys: AccessKeys, headers: NodeJS.Dict<string | string[]>): Caller {
  const key = presentedKey(headers);
  if (key === "") {
    throw proxyException(401, "Authentication Error, No api key passed in.", "auth_error");
  }
  const token = sha256Hex(key);
  if (key === keys.admin) return { role: "proxy_admin", userId: "default_user_id", token: null };
  if (key === keys.viewer) return { role: "proxy_admin_viewer", userId: "u-viewer", token };
  if (key === keys.user) return { role: "internal_user", userId: "u-ada", token };
  throw proxyException(
    401,
    `Authentication Error, Invalid proxy server token passed. Received API Key = sk-...${key.slice(-4)}, Key Hash (Token) =${token}. Unable to find token in cache or \`LiteLLM_VerificationTokenTable\``,
    "token_not_found_in_db",
    "key",
  );
}

/** The gate before the handlers. A viewer changes nothing in any release. */
export function authorize(
  caller: Caller,
  path: string,
  features: Features,
  isChange: boolean,
): void {
  if (caller.role === "proxy_admin" || OPEN_TO_USERS.has(path)) return;
  if (caller.role === "proxy_admin_viewer") {
    if (!isChange && (features.hasViewerParity || OPEN_TO_VIEWERS.has(path))) return;
    throw proxyException(
      403,
      `user not allowed to access this route, role= proxy_admin_viewer. Trying to access: ${path}`,
      "auth_error",
    );
  }
  if (features.hasViewerParity && path === "/user/daily/activity/aggregated") return;
  throw proxyException(
    401,
    `Authentication Error, Only proxy admin can be used to generate, delete, update info for new keys/users/teams. Route=${path}. Your role=internal_user. Your user_id=${caller.userId}`,
    "auth_error",
  );
}
