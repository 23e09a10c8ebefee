import "server-only";
import { recordAudit } from "@/lib/audit/service";
import type { Viewer } from "@/lib/auth/policy";
import { getDatabase } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { escapeLike } from "@/lib/db/like";

const SHOWN = {
  id: true,
  userId: true,
  name: true,
  hint: true,
  scopes: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
  user: { select: { email: true, name: true } },
} satisfies Prisma.ApiTokenSelect;

export type TokenRecord = Prisma.ApiTokenGetPayload<{ select: typeof SHOWN }>;

export interface NewTokenRow {
  name: string;
  hash: string;
  hint: string;
  scopes: string[];
  expiresAt: Date;
}

/** Creates the viewer's token, or nothing where `maxActive` of them are good already. */
export async function insertToken(
  viewer: Viewer,
  row: NewTokenRow,
  maxActive: number,
): Promise<TokenRecord | null> {
  return getDatabase().$transaction(async (tx) => {
    // Requests of the same instant count one after the other.
    await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${viewer.userId}::uuid FOR UPDATE`;
    const active = await tx.apiToken.count({
      where: { userId: viewer.userId, revokedAt: null, expiresAt: { gt: new Date() } },
    });
    if (active >= maxActive) return null;
    const token = await tx.apiToken.create({
      data: { ...row, userId: viewer.userId },
      select: SHOWN,
    });
    await recordAudit(tx, {
      viewer,
      action: "token.create",
      entityKind: "token",
      entityId: token.id,
      after: { name: row.name, scopes: row.scopes, expiresAt: row.expiresAt.toISOString() },
    });
    return token;
  });
}

/** Served by the primary key. */
export async function findToken(tokenId: string): Promise<TokenRecord | null> {
  return getDatabase().apiToken.findUnique({ where: { id: tokenId }, select: SHOWN });
}

/** Ends a token; one that was revoked before stays as it is. */
export async function revokeTokenRow(viewer: Viewer, token: TokenRecord): Promise<TokenRecord> {
  return getDatabase().$transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id: token.id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count > 0) {
      await recordAudit(tx, {
        viewer,
        action: "token.revoke",
        entityKind: "token",
        entityId: token.id,
        before: { name: token.name, owner: token.user.email },
      });
    }
    return tx.apiToken.findUniqueOrThrow({ where: { id: token.id }, select: SHOWN });
  });
}

export interface TokenFilter {
  userId?: string;
  /** A part of the owner's e-mail or of the token's name. */
  search?: string;
  state?: "all" | "active" | "ended";
}

function toWhere({ userId, search = "", state = "all" }: TokenFilter): Prisma.ApiTokenWhereInput {
  const now = new Date();
  const part = { contains: escapeLike(search), mode: "insensitive" } as const;
  return {
    ...(userId === undefined ? {} : { userId }),
    ...(search === "" ? {} : { OR: [{ name: part }, { user: { email: part } }] }),
    ...(state === "active" ? { revokedAt: null, expiresAt: { gt: now } } : {}),
    ...(state === "ended" ? { NOT: { revokedAt: null, expiresAt: { gt: now } } } : {}),
  };
}

/** Newest first; served by (user_id, created_at), or by (created_at) for everybody's. */
export async function listTokenRows(filter: TokenFilter, limit: number, offset: number) {
  const where = toWhere(filter);
  const db = getDatabase();
  const [rows, total] = await Promise.all([
    db.apiToken.findMany({
      where,
      select: SHOWN,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit,
      skip: offset,
    }),
    db.apiToken.count({ where }),
  ]);
  return { rows, total };
}

export interface TokenHashRow {
  id: string;
  userId: string;
  hash: string;
  scopes: string[];
  lastUsedAt: Date | null;
}

/** Tokens that are neither revoked nor expired; served by the unique index on the hash. */
export async function listGoodTokensByHash(hashes: readonly string[]): Promise<TokenHashRow[]> {
  return getDatabase().apiToken.findMany({
    where: { hash: { in: [...hashes] }, revokedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true, userId: true, hash: true, scopes: true, lastUsedAt: true },
  });
}

/** Replicas that see the same token at once write the time once. */
export async function recordTokenUse(tokenId: string, at: Date, unlessAfter: Date): Promise<void> {
  await getDatabase().apiToken.updateMany({
    where: { id: tokenId, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: unlessAfter } }] },
    data: { lastUsedAt: at },
  });
}
