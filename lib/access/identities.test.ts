import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { parseClaimMapping } from "@/lib/claim-mapping";
import * as env from "@/lib/env";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { insertAccount } from "@/lib/testing/factories";
import { findIdentityUserId, signInWithIdentity, type IdentityProfile } from "./identities";
import { findViewerById } from "./viewers";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

beforeEach(() => {
  vi.spyOn(env, "getSettings").mockReturnValue({
    ...env.getSettings(),
    FIRST_ADMIN_EMAIL: "first@example.com",
    SIGN_IN_MAPPING: parseClaimMapping(
      "ai-admins -> platform_admin; ai-ops:* -> operator tenant:*",
    ),
  });
});

const ISSUER = "https://issuer.example.com";

function toProfile(subject: string, values: Partial<IdentityProfile> = {}): IdentityProfile {
  return {
    issuer: ISSUER,
    subject,
    email: `${subject}@example.com`,
    isEmailVerified: true,
    name: subject,
    groups: [],
    maySignUp: true,
    ...values,
  };
}

async function signIn(profile: IdentityProfile) {
  const { userId, refusal } = await signInWithIdentity(profile);
  if (userId === undefined) throw new Error(`refused: ${refusal}`);
  const viewer = await findViewerById(userId);
  if (!viewer) throw new Error("There is no account");
  return viewer;
}

describe("the first sign-in", () => {
  it("makes a user, never an administrator, however early it comes", async () => {
    const viewer = await signIn(toProfile("early"));
    expect(viewer).toMatchObject({ email: "early@example.com", role: "user", tenantIds: [] });
    expect(await findIdentityUserId({ issuer: ISSUER, subject: "early" })).toBe(viewer.userId);
  });

  it("makes the administrator that the settings name", async () => {
    expect(await signIn(toProfile("first"))).toMatchObject({ role: "platform_admin" });
  });

  it("finds the account that somebody has already by the verified e-mail", async () => {
    const local = await insertAccount(database.db, "auditor", "local@example.com");
    const viewer = await signIn(toProfile("local", { email: "Local@Example.com" }));
    expect(viewer).toMatchObject({ userId: local.userId, role: "auditor" });
  });

  it("makes nothing where the provider is open to the world", async () => {
    const stranger = toProfile("stranger", { maySignUp: false });
    expect(await signInWithIdentity(stranger)).toEqual({ refusal: "no_account" });
    expect(await database.db.user.count({ where: { email: "stranger@example.com" } })).toBe(0);
    const member = toProfile("member", { maySignUp: false, groups: ["ai-ops:acme"] });
    expect(await signIn(member)).toMatchObject({ role: "operator", tenantIds: ["acme"] });
  });

  it("refuses an e-mail that is not verified, of an account too", async () => {
    await insertAccount(database.db, "platform_admin", "target@example.com");
    const thief = toProfile("thief", { email: "target@example.com", isEmailVerified: false });
    expect(await signInWithIdentity(thief)).toEqual({ refusal: "unverified_email" });
    expect(await findIdentityUserId(thief)).toBeNull();
  });
});

describe("a later sign-in", () => {
  it("knows the person by the provider's id, not by the e-mail", async () => {
    const before = await signIn(toProfile("renamed"));
    const after = await signIn(toProfile("renamed", { email: "admin@example.com" }));
    expect(after.userId).toBe(before.userId);
    expect(after.email).toBe("renamed@example.com");
  });

  it("gives what the groups give, and takes it with them", async () => {
    const groups = ["ai-ops:acme", "ai-ops:beta"];
    expect(await signIn(toProfile("mover", { groups }))).toMatchObject({
      role: "operator",
      tenantIds: ["acme", "beta"],
    });
    expect(await signIn(toProfile("mover", { groups: ["ai-ops:beta"] }))).toMatchObject({
      role: "operator",
      tenantIds: ["beta"],
    });
    expect(await signIn(toProfile("mover"))).toMatchObject({ role: "user", tenantIds: [] });
    const entries = await database.db.auditEntry.findMany({
      where: { entityId: "mover@example.com" },
      orderBy: [{ at: "asc" }, { id: "asc" }],
    });
    expect(entries.map(({ action }) => action)).toEqual([
      "account.create",
      "account.claims",
      "account.claims",
      "account.claims",
    ]);
    expect(entries[2]).toMatchObject({ before: { tenantIds: ["acme", "beta"] } });
    expect(entries[2]?.after).toEqual({ tenantIds: ["beta"] });
  });

  it("puts a claimed role before the portal's, and falls back to that", async () => {
    const { userId } = await insertAccount(database.db, "auditor", "both@example.com");
    await database.db.tenantMember.create({ data: { userId, tenantId: "given" } });
    const claimed = await signIn(toProfile("both", { groups: ["ai-ops:acme", "ai-admins"] }));
    expect(claimed.role).toBe("platform_admin");
    expect([...claimed.tenantIds].sort()).toEqual(["acme", "given"]);
    expect(await signIn(toProfile("both"))).toMatchObject({
      role: "auditor",
      tenantIds: ["given"],
    });
  });

  it("is refused to a disabled account", async () => {
    const { userId } = await signIn(toProfile("leaver"));
    await database.db.user.update({ where: { id: userId }, data: { isDisabled: true } });
    expect(await signInWithIdentity(toProfile("leaver"))).toEqual({ refusal: "disabled" });
  });
});
