import "server-only";
import {
  API_SCOPES,
  canOperatePortal,
  canReadAdministration,
  listGrantableScopes,
  type Viewer,
} from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { MS_PER_DAY } from "@/lib/time";
import type {
  AllTokensQuery,
  CreatedToken,
  NewToken,
  TokenList,
  TokenListQuery,
  TokenRow,
  TokenState,
} from "./schema";
import { uuidSchema } from "./schema";
import { createTokenSecret, hashTokenSecret, toTokenHint } from "./secret";
import {
  findToken,
  insertToken,
  listTokenRows,
  revokeTokenRow,
  type TokenFilter,
  type TokenRecord,
} from "./store";

const PAGE_SIZE = 20;
const MAX_ACTIVE = 20;

function toState(token: TokenRecord): TokenState {
  if (token.revokedAt !== null) return "revoked";
  return token.expiresAt > new Date() ? "active" : "expired";
}

function toTokenRow(token: TokenRecord): TokenRow {
  return {
    token_id: token.id,
    name: token.name,
    hint: token.hint,
    owner_email: token.user.email,
    owner_name: token.user.name,
    scopes: API_SCOPES.filter((scope) => token.scopes.includes(scope)),
    state: toState(token),
    created_at: token.createdAt.toISOString(),
    expires_at: token.expiresAt.toISOString(),
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
    revoked_at: token.revokedAt?.toISOString() ?? null,
  };
}

async function listPage(filter: TokenFilter, page: number): Promise<TokenList> {
  const { rows, total } = await listTokenRows(filter, PAGE_SIZE, (page - 1) * PAGE_SIZE);
  return { items: rows.map(toTokenRow), total, page, page_size: PAGE_SIZE };
}

/** The viewer's own tokens, newest first. */
export function listOwnTokens(viewer: Viewer, { page }: TokenListQuery): Promise<TokenList> {
  return listPage({ userId: viewer.userId }, page);
}

/**
 * Everybody's tokens, newest first.
 * @throws {AppError} forbidden for everybody but platform admins and auditors
 */
export function listAllTokens(viewer: Viewer, query: AllTokensQuery): Promise<TokenList> {
  if (!canReadAdministration(viewer)) {
    throw new AppError("forbidden", "Only platform administrators and auditors may see this.");
  }
  return listPage({ search: query.q, state: query.state }, query.page);
}

/**
 * Makes a token of the viewer's; its secret is in this answer and nowhere else.
 * @throws {AppError} bad_request for a scope the role has no use for, conflict with 20 good tokens
 */
export async function createToken(viewer: Viewer, input: NewToken): Promise<CreatedToken> {
  const grantable = listGrantableScopes(viewer);
  const refused = input.scopes.filter((scope) => !grantable.includes(scope));
  if (refused.length > 0) {
    throw new AppError("bad_request", `Your role cannot use ${refused.join(", ")}.`, {
      issues: [{ field: "scopes", rule: `must be among ${grantable.join(", ")}` }],
    });
  }
  const secret = createTokenSecret();
  const token = await insertToken(
    viewer,
    {
      name: input.name,
      scopes: input.scopes,
      hash: hashTokenSecret(secret),
      hint: toTokenHint(secret),
      expiresAt: new Date(Date.now() + input.expires_in_days * MS_PER_DAY),
    },
    MAX_ACTIVE,
  );
  if (!token) {
    throw new AppError("conflict", `You have ${MAX_ACTIVE} active tokens. Revoke one first.`);
  }
  return { token: toTokenRow(token), secret };
}

/** Ends every token of the viewer's that is still good. */
export async function revokeOwnTokens(viewer: Viewer): Promise<void> {
  const own = { userId: viewer.userId, state: "active" } as const;
  const { rows } = await listTokenRows(own, MAX_ACTIVE, 0);
  for (const token of rows) await revokeTokenRow(viewer, token);
}

/**
 * Ends a token at once: one's own, or anybody's as a platform admin.
 * @throws {AppError} not_found, or forbidden for an auditor who may see but not change it
 */
export async function revokeToken(viewer: Viewer, tokenId: string): Promise<TokenRow> {
  const token = uuidSchema.safeParse(tokenId).success ? await findToken(tokenId) : null;
  const isOwn = token?.userId === viewer.userId;
  if (!token || (!isOwn && !canReadAdministration(viewer))) {
    throw new AppError("not_found", "There is no such token.");
  }
  if (!isOwn && !canOperatePortal(viewer)) {
    throw new AppError("forbidden", "Auditors read everything and change nothing.");
  }
  return toTokenRow(await revokeTokenRow(viewer, token));
}
