import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { parseClaimMapping } from "@/lib/claim-mapping";
import * as env from "@/lib/env";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import {
  beginClaimSession,
  endClaimSession,
  isClaimSessionGood,
  type ClaimReading,
  type ClaimTokens,
} from "./claim-sessions";
import { signInWithIdentity } from "./identities";
import { findViewerById } from "./viewers";

const MINUTE_MS = 60_000;
const TOKENS: ClaimTokens = {
  refreshToken: "refresh-1",
  accessToken: "access-1",
  accessExpiresAt: null,
};
const identity = { issuer: "https://issuer.example.com", subject: "vera" };

let database: TestDatabase;
let userId = "";
let sessionId = "";

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

beforeEach(async () => {
  vi.spyOn(env, "getSettings").mockReturnValue({
    ...env.getSettings(),
    SIGN_IN_MAPPING: parseClaimMapping("ai-ops:* -> operator tenant:*"),
    OIDC_RECHECK_MINUTES: 5,
  });
  const profile = { ...identity, email: "vera@example.com", name: "Vera", maySignUp: true };
  const groups = ["ai-ops:acme"];
  const signedIn = await signInWithIdentity({ ...profile, isEmailVerified: true, groups });
  userId = signedIn.userId ?? "";
  sessionId = await beginClaimSession({ ...identity, userId }, TOKENS, 8 * 3600);
});

const later = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS);
const readRole = async () => (await findViewerById(userId))?.role;

function toReading(groups: readonly string[] | null, tokens = TOKENS) {
  return vi.fn((): Promise<ClaimReading> => Promise.resolve({ state: "read", groups, tokens }));
}

it("asks the issuer once the claims are due, not before, and takes what they no longer give", async () => {
  const read = toReading([]);
  expect(await isClaimSessionGood(sessionId, read, later(4))).toBe(true);
  expect(read).not.toHaveBeenCalled();
  expect(await readRole()).toBe("operator");
  expect(await isClaimSessionGood(sessionId, read, later(6))).toBe(true);
  expect(read).toHaveBeenCalledExactlyOnceWith("vera", TOKENS);
  expect(await findViewerById(userId)).toMatchObject({ role: "user", tenantIds: [] });
});

it("asks once however many requests come at once, and the next time with what was given then", async () => {
  const next = { ...TOKENS, refreshToken: "refresh-2" };
  const read = toReading(["ai-ops:beta"], next);
  const asked = Array.from({ length: 5 }, () => isClaimSessionGood(sessionId, read, later(6)));
  expect(await Promise.all(asked)).toEqual([true, true, true, true, true]);
  expect(read).toHaveBeenCalledOnce();
  expect((await findViewerById(userId))?.tenantIds).toEqual(["beta"]);
  await isClaimSessionGood(sessionId, read, later(12));
  expect(read).toHaveBeenLastCalledWith("vera", next);
});

it("keeps the last known role where the issuer cannot be asked or does not tell", async () => {
  const fail = () => Promise.reject(new Error("connect ECONNREFUSED"));
  expect(await isClaimSessionGood(sessionId, fail, later(6))).toBe(true);
  expect(await isClaimSessionGood(sessionId, toReading(null), later(12))).toBe(true);
  expect(await readRole()).toBe("operator");
  // But no longer than the session.
  expect(await isClaimSessionGood(sessionId, fail, later(8 * 60 + 1))).toBe(false);
});

it("is over once the issuer revoked it, or somebody signed out", async () => {
  const revoke = (): Promise<ClaimReading> => Promise.resolve({ state: "revoked" });
  expect(await isClaimSessionGood(sessionId, revoke, later(6))).toBe(false);
  expect(await isClaimSessionGood(sessionId, toReading([]), new Date())).toBe(false);
  const other = await beginClaimSession({ ...identity, userId }, TOKENS, 3600);
  await endClaimSession(other);
  expect(await isClaimSessionGood(other, toReading([]), new Date())).toBe(false);
});

it("keeps no token readable in the database, and no session that is over", async () => {
  const stored = await database.db.claimSession.findMany();
  expect(stored.length).toBeGreaterThan(0);
  expect(JSON.stringify(stored)).not.toMatch(/refresh-|access-/);
  await database.db.claimSession.updateMany({ data: { expiresAt: new Date(0) } });
  await beginClaimSession({ ...identity, userId }, TOKENS, 3600);
  expect(await database.db.claimSession.count()).toBe(1);
});
