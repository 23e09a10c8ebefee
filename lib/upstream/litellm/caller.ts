import { UpstreamError } from "../errors";
import type { GetOptions, UpstreamAnswer } from "../http";
import { wireKeyInfo, wireUserInfo } from "./schema";

/** LiteLLM's word for what our key may do; null when it cannot be found out. */
export type CallerRole = string | null;

/** Who may see everybody's rows. */
export const ADMIN_ROLES: readonly string[] = ["proxy_admin", "proxy_admin_viewer"];

export type GetJson = (path: string, options?: GetOptions) => Promise<UpstreamAnswer>;

/** Null where this key or this release has no such answer; other failures are thrown. */
async function findAnswer(getJson: GetJson, path: string, options: GetOptions): Promise<unknown> {
  try {
    return (await getJson(path, options)).body;
  } catch (error) {
    if (error instanceof UpstreamError && error.status !== null && !error.isTransient) return null;
    throw error;
  }
}

async function findUserRole(
  getJson: GetJson,
  userId: string,
  options: GetOptions,
): Promise<CallerRole> {
  for (const path of ["/v2/user/info", "/user/info"]) {
    const body = await findAnswer(getJson, path, { ...options, query: { user_id: userId } });
    const user = wireUserInfo.safeParse(body);
    const role = user.success ? (user.data.user_role ?? user.data.user_info?.user_role) : null;
    if (role) return role;
  }
  return null;
}

/**
 * The role of the key we hold. The master key is in no table: asked about itself, LiteLLM knows
 * the caller and does not find the key.
 * @throws {UpstreamError} when the key is not accepted or LiteLLM cannot be reached
 */
export async function findCallerRole(
  getJson: GetJson,
  options: GetOptions = {},
): Promise<CallerRole> {
  try {
    const { body } = await getJson("/key/info", options);
    const key = wireKeyInfo.safeParse(body);
    if (!key.success) return null;
    if (key.data.info.user_role) return key.data.info.user_role;
    const userId = key.data.info.user_id;
    return userId === null ? null : await findUserRole(getJson, userId, options);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.kind === "not_found" && error.upstreamType === "not_found_error")
      return "proxy_admin";
    if (isKeyFault(error) || error.status === null || error.isTransient) throw error;
    return null;
  }
}

/** The key itself is wrong, as opposed to what it may do. */
export function isKeyFault(error: UpstreamError): boolean {
  if (error.upstreamType === "token_not_found_in_db" || error.upstreamType === "expired_key") {
    return true;
  }
  return error.status === 401 && /api key|key passed|expired/i.test(error.upstreamMessage ?? "");
}
