import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { createBatcher } from "@/lib/db/batch";
import { hashTokenSecret, isTokenSecret } from "./secret";
import { listGoodTokensByHash, recordTokenUse, type TokenHashRow } from "./store";

const USE_WRITTEN_EVERY_MS = 60_000;

const loadToken = createBatcher(async (hashes: readonly string[]) => {
  const rows = await listGoodTokensByHash(hashes);
  return new Map(rows.map((row) => [row.hash, row]));
});

export interface TokenHolder {
  viewer: Viewer;
  scopes: readonly string[];
}

async function noteUse(token: TokenHashRow): Promise<void> {
  const now = new Date();
  const unlessAfter = new Date(now.getTime() - USE_WRITTEN_EVERY_MS);
  if (token.lastUsedAt !== null && token.lastUsedAt > unlessAfter) return;
  await recordTokenUse(token.id, now, unlessAfter);
}

/**
 * The token's owner with the rights of now, as `findOwner` finds them; null for a token that is unknown, over, or
 * of a disabled account.
 */
export async function findTokenHolder(
  secret: string,
  findOwner: (userId: string) => Promise<Viewer | null>,
): Promise<TokenHolder | null> {
  if (!isTokenSecret(secret)) return null;
  const token = await loadToken(hashTokenSecret(secret));
  if (!token) return null;
  const viewer = await findOwner(token.userId);
  if (!viewer) return null;
  await noteUse(token);
  return { viewer: { ...viewer, tokenId: token.id }, scopes: token.scopes };
}
