import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findViewerById } from "@/lib/access/viewers";
import type { Viewer } from "@/lib/auth/policy";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { insertAccount } from "@/lib/testing/factories";
import { findTokenHolder } from "./holders";
import { createTokenSecret, hashTokenSecret } from "./secret";
import { createToken, listAllTokens, listOwnTokens, revokeToken } from "./service";

let database: TestDatabase;
let user: Viewer;
let operator: Viewer;
let auditor: Viewer;
let admin: Viewer;

beforeAll(async () => {
  database = await createTestDatabase();
  user = await insertAccount(database.db, "user");
  operator = await insertAccount(database.db, "operator");
  auditor = await insertAccount(database.db, "auditor");
  admin = await insertAccount(database.db, "platform_admin");
});

afterAll(async () => {
  await database.drop();
});

const findHolder = (secret: string) => findTokenHolder(secret, findViewerById);
const wanted = { name: "laptop", scopes: ["usage:read" as const], expires_in_days: 30 };

describe("a new token", () => {
  it("opens what its scopes say and keeps only a hash", async () => {
    const { token, secret } = await createToken(user, wanted);
    expect(secret).toMatch(/^tkr_[0-9a-f]{48}$/);
    expect(token).toMatchObject({ state: "active", hint: secret.slice(-4), last_used_at: null });
    const holder = await findHolder(secret);
    expect(holder).toEqual({
      viewer: { ...user, tokenId: token.token_id },
      scopes: ["usage:read"],
    });
    const stored = await database.db.$queryRaw`SELECT * FROM api_token`;
    expect(JSON.stringify(stored)).not.toContain(secret.slice(4, 40));
    expect(JSON.stringify(await database.db.auditEntry.findMany())).not.toContain(secret.slice(4));
  });

  it("has no scope that its owner's role cannot use", async () => {
    for (const scopes of [
      ["admin:read" as const],
      ["usage:read" as const, "budgets:write" as const],
    ]) {
      await expect(createToken(user, { ...wanted, scopes })).rejects.toThrow(
        /Your role cannot use/,
      );
    }
    await expect(createToken(auditor, { ...wanted, scopes: ["budgets:write"] })).rejects.toThrow();
    const { token } = await createToken(auditor, { ...wanted, scopes: ["admin:read"] });
    expect(token.scopes).toEqual(["admin:read"]);
  });

  it("is refused beside twenty good ones", async () => {
    const owner = await insertAccount(database.db, "user");
    const asked = await Promise.allSettled(
      Array.from({ length: 60 }, () => createToken(owner, wanted)),
    );
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
    await expect(createToken(owner, wanted)).rejects.toThrow(/Revoke one first/);
    const { items, total } = await listOwnTokens(owner, { page: 1 });
    expect(total).toBe(20);
    await revokeToken(owner, items[0]?.token_id ?? "");
    await createToken(owner, wanted);
  });
});

describe("a token is over", () => {
  it.each([
    ["when nobody made it", async () => createTokenSecret()],
    ["when it is no token", async () => "sk-1234"],
    [
      "when it was revoked",
      async () => {
        const { token, secret } = await createToken(user, wanted);
        await revokeToken(user, token.token_id);
        return secret;
      },
    ],
    [
      "when its time has come",
      async () => {
        const { token, secret } = await createToken(user, wanted);
        const expiresAt = new Date(Date.now() - 1);
        await database.db.apiToken.update({ where: { id: token.token_id }, data: { expiresAt } });
        return secret;
      },
    ],
    [
      "when its owner was disabled",
      async () => {
        const leaver = await insertAccount(database.db, "platform_admin");
        const { secret } = await createToken(leaver, wanted);
        await database.db.user.update({
          where: { id: leaver.userId },
          data: { isDisabled: true },
        });
        return secret;
      },
    ],
  ])("%s", async (_, makeSecret) => {
    expect(await findHolder(await makeSecret())).toBeNull();
  });
});

it("has the rights that its owner has now, not those of when it was made", async () => {
  const owner = await insertAccount(database.db, "platform_admin");
  const { secret } = await createToken(owner, { ...wanted, scopes: ["admin:read"] });
  await database.db.user.update({ where: { id: owner.userId }, data: { role: "user" } });
  expect((await findHolder(secret))?.viewer.role).toBe("user");
});

it("notes its use at most once a minute", async () => {
  const { token, secret } = await createToken(user, wanted);
  const readUse = async () =>
    (await database.db.apiToken.findUniqueOrThrow({ where: { id: token.token_id } })).lastUsedAt;
  await findHolder(secret);
  const first = await readUse();
  expect(first).not.toBeNull();
  await findHolder(secret);
  expect(await readUse()).toEqual(first);
  const longAgo = new Date(Date.now() - 61_000);
  await database.db.apiToken.update({
    where: { hash: hashTokenSecret(secret) },
    data: { lastUsedAt: longAgo },
  });
  await findHolder(secret);
  expect((await readUse())?.getTime()).toBeGreaterThan(longAgo.getTime());
});

describe("revoking", () => {
  it("is for the owner and for administrators, and is told to nobody else", async () => {
    const { token } = await createToken(user, wanted);
    const unknown = "0190a000-0000-7000-8000-000000000000";
    for (const id of [token.token_id, unknown, "no-id"]) {
      await expect(revokeToken(operator, id)).rejects.toMatchObject({
        code: "not_found",
        message: "There is no such token.",
      });
    }
    await expect(revokeToken(auditor, token.token_id)).rejects.toMatchObject({ code: "forbidden" });
    expect(await revokeToken(admin, token.token_id)).toMatchObject({ state: "revoked" });
  });

  it("is recorded once, with who did it", async () => {
    const { token } = await createToken(user, wanted);
    const first = await revokeToken(admin, token.token_id);
    expect(await revokeToken(user, token.token_id)).toEqual(first);
    const entries = await database.db.auditEntry.findMany({
      where: { entityKind: "token", entityId: token.token_id },
      orderBy: { at: "asc" },
    });
    expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
      ["token.create", user.email],
      ["token.revoke", admin.email],
    ]);
  });
});

describe("everybody's tokens", () => {
  it("are for administrators and auditors, found by owner, name and state", async () => {
    const owner = await insertAccount(database.db, "user", "wanted-owner@example.com");
    const kept = await createToken(owner, { ...wanted, name: "kept" });
    const ended = await createToken(owner, { ...wanted, name: "ended" });
    await revokeToken(owner, ended.token.token_id);
    const find = async (q: string, state: "all" | "active" | "ended") =>
      (await listAllTokens(auditor, { q, state, page: 1 })).items.map(({ token_id }) => token_id);
    expect(await find("WANTED-own", "all")).toEqual([ended.token.token_id, kept.token.token_id]);
    expect(await find("wanted-own", "active")).toEqual([kept.token.token_id]);
    expect(await find("wanted-own", "ended")).toEqual([ended.token.token_id]);
    expect(await find("%", "all")).toEqual([]);
    const all = { q: "", state: "all" as const, page: 1 };
    for (const viewer of [user, operator]) {
      expect(() => listAllTokens(viewer, all)).toThrow(/Only platform administrators/);
    }
  });
});
