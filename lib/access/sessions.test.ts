import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/policy";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { insertAccount } from "@/lib/testing/factories";
import { createToken, listOwnTokens } from "@/lib/tokens/service";
import { changeAccount, resetPassword } from "./administration";
import { beginSession, endAllSessions, endSession } from "./sessions";
import { findCurrentViewer, type SessionMark } from "./viewers";

let database: TestDatabase;
let admin: Viewer;
let user: Viewer;
let here: SessionMark;
let elsewhere: SessionMark;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = await insertAccount(database.db, "platform_admin");
  user = await insertAccount(database.db, "user");
});

beforeEach(async () => {
  here = await beginSession(user.userId);
  elsewhere = await beginSession(user.userId);
});

afterAll(async () => {
  await database.drop();
});

const readNoClaims = () => Promise.reject(new Error("nobody is to be asked"));

async function isLive(session: SessionMark): Promise<boolean> {
  return (await findCurrentViewer(user.userId, readNoClaims, { session })) !== null;
}

it("ends where somebody signs out of it, and no other does", async () => {
  await endSession(user.userId, here.id, 3_600);
  expect([await isLive(here), await isLive(elsewhere)]).toEqual([false, true]);
  await endSession(user.userId, here.id, 3_600);
  await endSession(user.userId, elsewhere.id, -1);
  await endSession(user.userId, (await beginSession(user.userId)).id, 3_600);
  expect(await database.db.endedSession.count()).toBe(2);
});

it.each([
  ["the viewer signs out everywhere", () => endAllSessions(user, { with_tokens: false })],
  ["an administrator resets the password", () => resetPassword(admin, user.userId)],
  ["another role is given", () => changeAccount(admin, user.userId, { role: "auditor" })],
  ["the account is disabled", () => changeAccount(admin, user.userId, { is_disabled: true })],
])("ends with all others where %s", async (_name, act) => {
  expect([await isLive(here), await isLive(elsewhere)]).toEqual([true, true]);
  await act();
  await changeAccount(admin, user.userId, { is_disabled: false });
  expect([await isLive(here), await isLive(elsewhere)]).toEqual([false, false]);
});

it.each([
  ["end with the sessions where that is asked for", true, ["revoked", "active"]],
  ["go on otherwise", false, ["active", "active"]],
])("API tokens %s", async (_name, withTokens, states) => {
  const token = { name: "Export", scopes: ["usage:read" as const], expires_in_days: 1 };
  const owner = await insertAccount(database.db, "user");
  for (const viewer of [owner, user]) await createToken(viewer, token);
  await endAllSessions(owner, { with_tokens: withTokens });
  const lists = [await listOwnTokens(owner, { page: 1 }), await listOwnTokens(user, { page: 1 })];
  expect(lists.map(({ items }) => items[0]?.state)).toEqual(states);
});

it("goes on where only a name or a tenant changes", async () => {
  await changeAccount(admin, user.userId, { name: "Another name", tenant_ids: [] });
  expect(await isLive(here)).toBe(true);
});
