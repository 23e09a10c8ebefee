import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/auth/policy";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { insertAccount, insertTenant } from "@/lib/testing/factories";
import {
  changeAccount,
  createAccountFor,
  findTenantChoices,
  listAccountsFor,
  resetPassword,
} from "./administration";
import { signInWithPassword } from "./sign-in";
import { findViewerById } from "./viewers";

let database: TestDatabase;
let admin: Viewer;
let auditor: Viewer;
let user: Viewer;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = await insertAccount(database.db, "platform_admin");
  auditor = await insertAccount(database.db, "auditor");
  user = await insertAccount(database.db, "user");
  await insertTenant(database.db, "acme", "Acme Corp");
});

afterAll(async () => {
  await database.drop();
});

const EVERYBODY = { q: "", role: "all", state: "all", page: 1 } as const;

const input = {
  email: "olga@example.com",
  name: "Olga",
  role: "operator" as const,
  tenant_ids: ["acme"],
  project_names: ["atlas-core"],
  has_password: true,
};

const listEntries = (email: string) =>
  database.db.auditEntry.findMany({
    where: { entityKind: "account", entityId: email },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });

describe("an account", () => {
  it("is made with a password that works, is told once and recorded nowhere", async () => {
    const { account, password } = await createAccountFor(admin, input);
    expect(account).toMatchObject({
      email: "olga@example.com",
      role: "operator",
      tenants: [{ tenant_id: "acme", tenant_name: "Acme Corp", is_claimed: false }],
      projects: [{ project_name: "atlas-core", is_claimed: false }],
    });
    const signIn = { email: account.email, password: password ?? "", address: "" };
    expect(await signInWithPassword(signIn)).toBe(account.user_id);
    expect(await findViewerById(account.user_id)).toMatchObject({
      role: "operator",
      tenantIds: ["acme"],
      projectNames: ["atlas-core"],
    });
    const entries = await listEntries(account.email);
    expect(entries).toMatchObject([{ action: "account.create", actor: admin.email }]);
    expect(JSON.stringify(entries)).not.toContain(password);
    await expect(createAccountFor(admin, input)).rejects.toMatchObject({ code: "conflict" });
  });

  it("changes from the next request on, with what differed and why in the audit log", async () => {
    const member = await insertAccount(database.db, "operator");
    await changeAccount(admin, member.userId, {
      role: "user",
      tenant_ids: ["acme"],
      reason: "Moved to another team",
    });
    expect(await findViewerById(member.userId)).toMatchObject({
      role: "user",
      tenantIds: ["acme"],
    });
    await changeAccount(admin, member.userId, { role: "user" });
    expect(await listEntries(member.email)).toMatchObject([
      {
        action: "account.change",
        before: { role: "operator", tenantIds: [] },
        after: { role: "user", tenantIds: ["acme"] },
        reason: "Moved to another team",
      },
    ]);
    await changeAccount(admin, member.userId, { is_disabled: true });
    expect(await findViewerById(member.userId)).toBeNull();
  });

  it("keeps what claims gave when the portal's part changes", async () => {
    const member = await insertAccount(database.db, "user");
    await database.db.user.update({
      where: { id: member.userId },
      data: {
        claimedRole: "operator",
        memberships: { create: { tenantId: "claimed", isClaimed: true } },
      },
    });
    const row = await changeAccount(admin, member.userId, { role: "auditor", tenant_ids: [] });
    expect(row).toMatchObject({ role: "operator", given_role: "auditor" });
    expect(await findViewerById(member.userId)).toMatchObject({
      role: "operator",
      tenantIds: ["claimed"],
    });
  });

  it("gets a new password that replaces the old one", async () => {
    const made = await createAccountFor(admin, { ...input, email: "new-password@example.com" });
    const reset = await resetPassword(admin, made.account.user_id);
    const signIn = { email: made.account.email, address: "" };
    expect(await signInWithPassword({ ...signIn, password: made.password ?? "" })).toBeNull();
    expect(await signInWithPassword({ ...signIn, password: reset.password ?? "" })).toBe(
      made.account.user_id,
    );
  });
});

it("an administrator cannot lock themselves out", async () => {
  for (const change of [{ role: "user" as const }, { is_disabled: true }]) {
    await expect(changeAccount(admin, admin.userId, change)).rejects.toMatchObject({
      code: "conflict",
    });
  }
  expect(await changeAccount(admin, admin.userId, { name: "Ada" })).toMatchObject({ name: "Ada" });
});

it("two administrators cannot take the last role from each other", async () => {
  const ada = await insertAccount(database.db, "platform_admin");
  const bob = await insertAccount(database.db, "platform_admin");
  const others = { id: { notIn: [ada.userId, bob.userId] }, role: "platform_admin" as const };
  await database.db.user.updateMany({ where: others, data: { isDisabled: true } });
  const asked = await Promise.allSettled([
    changeAccount(ada, bob.userId, { role: "user" }),
    changeAccount(bob, ada.userId, { is_disabled: true }),
  ]);
  await database.db.user.updateMany({ where: others, data: { isDisabled: false } });
  expect(asked.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(asked).toContainEqual({
    status: "rejected",
    reason: expect.objectContaining({ code: "conflict" }) as unknown,
  });
});

it("only administrators change accounts; auditors read them", async () => {
  for (const viewer of [auditor, user]) {
    const refused = { code: "forbidden" };
    await expect(createAccountFor(viewer, input)).rejects.toMatchObject(refused);
    await expect(changeAccount(viewer, user.userId, {})).rejects.toMatchObject(refused);
    await expect(resetPassword(viewer, user.userId)).rejects.toMatchObject(refused);
  }
  await expect(listAccountsFor(user, EVERYBODY)).rejects.toMatchObject({ code: "forbidden" });
  await expect(findTenantChoices(user, "")).rejects.toMatchObject({ code: "forbidden" });
  expect((await listAccountsFor(auditor, EVERYBODY)).total).toBeGreaterThan(3);
  expect(await findTenantChoices(auditor, "acm")).toEqual([
    { tenant_id: "acme", tenant_name: "Acme Corp" },
  ]);
});

it("accounts are found by words, role and state", async () => {
  const found = await insertAccount(database.db, "operator", "needle@example.com");
  const find = async (query: object) =>
    (await listAccountsFor(admin, { ...EVERYBODY, ...query })).items.map((one) => one.user_id);
  expect(await find({ q: "NEEDLE" })).toEqual([found.userId]);
  expect(await find({ q: "needle", role: "auditor" })).toEqual([]);
  expect(await find({ q: "needle", state: "disabled" })).toEqual([]);
  expect(await find({ q: "n_edle" })).toEqual([]);
});

it.each(["no-id", "0190a000-0000-7000-8000-000000000000"])("knows no account %s", async (id) => {
  await expect(changeAccount(admin, id, {})).rejects.toMatchObject({ code: "not_found" });
});
