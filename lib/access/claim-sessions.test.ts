import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { parseClaimMapping } from "@/lib/claim-mapping";
import * as env from "@/lib/env";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import type { ClaimReading } from "./claim-readings";
import type { ClaimTokens } from "./claim-session-store";
import { beginClaimSession, endClaimSession, findGoodClaimSession } from "./claim-sessions";
import { signInWithIdentity } from "./identities";
import { findCurrentViewer, findViewerById } from "./viewers";

const TOKENS: ClaimTokens = {
  refreshToken: "refresh-1",
  accessToken: "access-1",
  accessExpiresAt: null,
  groupsAt: "anywhere",
};

let database: TestDatabase;
let identity = { issuer: "", subject: "vera" };
let userId = "";
let sessionId = "";
let count = 0;

function set(settings: Partial<env.Settings> = {}): void {
  vi.spyOn(env, "getSettings").mockReturnValue({
    ...env.getSettings(),
    SIGN_IN_MAPPING: parseClaimMapping(
      "ai-admins -> platform_admin; ai-ops:* -> operator tenant:*",
    ),
    OIDC_RECHECK_MINUTES: 0,
    ...settings,
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

beforeEach(async () => {
  set();
  count += 1;
  // An issuer that did not answer is left alone for a while: each test has its own.
  identity = { issuer: `https://issuer-${count}.example.com`, subject: "vera" };
  ({ userId, sessionId } = await signIn(identity, ["ai-ops:acme"]));
});

async function signIn(who: typeof identity, groups: readonly string[]) {
  const email = `vera-${count}@example.com`;
  const profile = { ...who, email, name: "Vera", maySignUp: true, isEmailVerified: true, groups };
  const { userId: user = "" } = await signInWithIdentity(profile);
  return {
    userId: user,
    sessionId: await beginClaimSession({ ...who, userId: user }, TOKENS, 8 * 3600),
  };
}

/** As if it were later: the database's clock is the one that counts. */
async function pass(minutes: number, id = sessionId): Promise<void> {
  await database.db.$executeRaw`
    UPDATE claim_session SET checked_at = checked_at - make_interval(secs => ${minutes * 60}),
                             expires_at = expires_at - make_interval(secs => ${minutes * 60})
    WHERE id = ${id}::uuid`;
}

/** Minutes; a moment more than the second in which requests share a reading. */
const PAST_SHARING = 1.5 / 60;

async function insertToken(): Promise<void> {
  const expiresAt = new Date(Date.now() + 90 * 86_400_000);
  const token = { userId, name: "laptop", hint: "", scopes: [], expiresAt };
  await database.db.apiToken.create({ data: { ...token, hash: `hash of ${userId}` } });
}

function toReading(groups: readonly string[], tokens = TOKENS) {
  return vi.fn((): Promise<ClaimReading> => Promise.resolve({ state: "read", groups, tokens }));
}

const toAnswer = (state: "revoked" | "mute" | "unclear") =>
  vi.fn((): Promise<ClaimReading> => Promise.resolve({ state }));
const fail = () => vi.fn(() => Promise.reject(new Error("connect ECONNREFUSED")));

/** A provider that answers when it is told to. */
function holdBack(groups: readonly string[]) {
  let answer = (): void => undefined;
  const told = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const read = vi.fn(async (): Promise<ClaimReading> => {
    await told;
    return { state: "read", groups, tokens: TOKENS };
  });
  return { read, answer: () => answer() };
}

const isGood = async (read: Parameters<typeof findGoodClaimSession>[1], id = sessionId) =>
  (await findGoodClaimSession(id, read)) !== null;
const readRole = async () => (await findViewerById(userId))?.role;

describe("a session", () => {
  it("asks the issuer with the next request, but for those that share a reading", async () => {
    const next = { ...TOKENS, refreshToken: "refresh-2" };
    const read = toReading([], next);
    // The reading of another request of the same page has only begun.
    await pass(-1);
    await isGood(read);
    expect(read).not.toHaveBeenCalled();
    await pass(1 + PAST_SHARING);
    expect(await isGood(read)).toBe(true);
    expect(read).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(identity), TOKENS);
    expect(await findViewerById(userId)).toMatchObject({ role: "user", tenantIds: [] });
    // A refresh token is good once.
    await pass(PAST_SHARING);
    await isGood(read);
    expect(read).toHaveBeenLastCalledWith(expect.objectContaining(identity), next);
  });

  it("asks as rarely as the setting says", async () => {
    set({ OIDC_RECHECK_MINUTES: 5 });
    const read = toReading([]);
    await pass(4);
    await isGood(read);
    expect(read).not.toHaveBeenCalled();
    await pass(2);
    await isGood(read);
    expect(read).toHaveBeenCalledOnce();
  });

  it.each([0, 5])(
    "lets nobody pass on the old role while it asks (every %i min)",
    async (minutes) => {
      set({ OIDC_RECHECK_MINUTES: minutes });
      await pass(6);
      const { read, answer } = holdBack(["ai-ops:beta"]);
      const passed: (readonly string[] | undefined)[] = [];
      const asked = Array.from({ length: 5 }, async () => {
        await isGood(read);
        passed.push((await findViewerById(userId))?.tenantIds);
      });
      await vi.waitFor(() => expect(read).toHaveBeenCalled());
      expect(passed).toEqual([]);
      answer();
      await Promise.all(asked);
      expect(passed).toEqual(Array.from({ length: 5 }, () => ["beta"]));
      expect(read).toHaveBeenCalledOnce();
    },
  );

  it("waits for the reading of another replica, which alone has the refresh token", async () => {
    set({ OIDC_RECHECK_MINUTES: 5 });
    const settings = env.getSettings();
    vi.resetModules();
    const replica = await import("./claim-sessions");
    vi.spyOn(await import("@/lib/env"), "getSettings").mockReturnValue(settings);
    await pass(6);
    const { read, answer } = holdBack([]);
    const here = isGood(read);
    await vi.waitFor(() => expect(read).toHaveBeenCalled());
    const other = toReading(["ai-admins"]);
    const there = replica.findGoodClaimSession(sessionId, other);
    answer();
    expect(await here).toBe(true);
    expect(await there).toEqual(identity);
    expect(other).not.toHaveBeenCalled();
    expect(await readRole()).toBe("user");
  });

  it("takes over from a replica that died while it asked", async () => {
    await pass(PAST_SHARING);
    const readingUntil = new Date(Date.now() - 1000);
    await database.db.claimSession.update({ where: { id: sessionId }, data: { readingUntil } });
    const read = toReading([]);
    expect(await isGood(read)).toBe(true);
    expect(read).toHaveBeenCalledOnce();
  });

  it("keeps the role where the issuer does not answer, and does not ask for a while", async () => {
    await pass(PAST_SHARING);
    const read = fail();
    expect(await isGood(read)).toBe(true);
    expect(await isGood(read)).toBe(true);
    expect(read).toHaveBeenCalledOnce();
    expect(await readRole()).toBe("operator");
    const later = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 31_000);
    expect(await isGood(toReading([]))).toBe(true);
    expect(await readRole()).toBe("user");
    later.mockRestore();
    await pass(8 * 60);
    expect(await isGood(read)).toBe(false);
  });

  it("is asked about again at once where the answer was neither yes nor no", async () => {
    await pass(PAST_SHARING);
    const unclear = toAnswer("unclear");
    expect(await isGood(unclear)).toBe(true);
    expect(await isGood(unclear)).toBe(true);
    expect(unclear).toHaveBeenCalledTimes(2);
    expect(await readRole()).toBe("operator");
  });

  it("is over once the issuer revoked it, or somebody signed out", async () => {
    await pass(PAST_SHARING);
    expect(await isGood(toAnswer("revoked"))).toBe(false);
    expect(await isGood(toReading([]))).toBe(false);
    const { sessionId: other } = await signIn(identity, []);
    await endClaimSession(other);
    expect(await isGood(toReading([]), other)).toBe(false);
  });

  it("ends where nothing is left to ask with and groups gave something, which nobody could take away", async () => {
    await pass(PAST_SHARING);
    expect(await isGood(toAnswer("mute"))).toBe(false);
    const { sessionId: plain } = await signIn(identity, ["lunch-club"]);
    await pass(PAST_SHARING, plain);
    expect(await isGood(toAnswer("mute"), plain)).toBe(true);
  });
});

describe("an account that asks by another way", () => {
  it("has what its last session's issuer says, also after that session is over", async () => {
    await insertToken();
    await endClaimSession(sessionId);
    expect(await isGood(toReading([]))).toBe(false);
    await pass(PAST_SHARING);
    const kept = toReading(["ai-ops:acme"]);
    expect((await findCurrentViewer(userId, kept))?.role).toBe("operator");
    expect(kept).toHaveBeenCalledOnce();
    await pass(PAST_SHARING);
    expect((await findCurrentViewer(userId, toReading([])))?.role).toBe("user");
  });

  it.each(["revoked", "mute"] as const)("loses what groups gave once all are %s", async (state) => {
    await insertToken();
    const { sessionId: newer } = await signIn(identity, ["ai-ops:acme"]);
    await pass(PAST_SHARING);
    await pass(PAST_SHARING, newer);
    const read = toAnswer(state);
    expect(await findCurrentViewer(userId, read)).toMatchObject({ role: "user", tenantIds: [] });
    expect(read).toHaveBeenCalledTimes(2);
  });

  it("loses what groups gave where no session is left", async () => {
    await endClaimSession(sessionId);
    expect((await findCurrentViewer(userId, toReading(["ai-ops:acme"])))?.role).toBe("user");
  });

  it("is refused where the issuer has been silent for longer than a session lasts", async () => {
    await insertToken();
    await pass(PAST_SHARING);
    expect((await findCurrentViewer(userId, fail()))?.role).toBe("operator");
    await pass(8 * 60);
    await expect(findCurrentViewer(userId, fail())).rejects.toThrow(/cannot be asked/);
  });
});

describe("an account with two identities", () => {
  it("has the union of what both give, whichever was read last", async () => {
    const gitHub = { issuer: `${identity.issuer}/github`, subject: "7" };
    const { sessionId: other } = await signIn(gitHub, ["ai-admins"]);
    expect(await findViewerById(userId)).toMatchObject({
      role: "platform_admin",
      tenantIds: ["acme"],
    });
    await pass(PAST_SHARING);
    await isGood(toReading(["ai-ops:beta"]));
    expect(await findViewerById(userId)).toMatchObject({
      role: "platform_admin",
      tenantIds: ["beta"],
    });
    // A request of one session asks about the other identity too.
    await pass(PAST_SHARING, other);
    const read = toReading([]);
    expect(await findCurrentViewer(userId, read, { asked: identity })).toMatchObject({
      role: "operator",
      tenantIds: ["beta"],
    });
    expect(read).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(gitHub), TOKENS);
  });
});

it("keeps no token readable in the database, and no session that is over but one to ask with", async () => {
  const stored = await database.db.claimSession.findMany();
  expect(stored.length).toBeGreaterThan(0);
  expect(JSON.stringify(stored)).not.toMatch(/refresh-|access-/);
  const end = () => database.db.claimSession.updateMany({ data: { expiresAt: new Date(0) } });
  await database.db.apiToken.deleteMany();
  await end();
  await signIn(identity, []);
  expect(await database.db.claimSession.count()).toBe(1);
  await insertToken();
  await end();
  const { sessionId: second } = await signIn(identity, []);
  await endClaimSession(second);
  const kept = await database.db.claimSession.findMany({ select: { id: true } });
  expect(kept).toEqual([{ id: second }]);
});
