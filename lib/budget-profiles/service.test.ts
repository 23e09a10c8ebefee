import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer, auditorViewer, insertTenant, toOperator } from "@/lib/testing/factories";
import { assignProfile, previewProfile } from "./assign";
import type { ProfileInput } from "./schema";
import {
  archiveProfile,
  createProfile,
  editProfile,
  getProfile,
  listProfiles,
  restoreProfileVersion,
} from "./service";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await insertTenant(test.db, "acme", "Acme");
  await insertTenant(test.db, "globex", "Globex");
});

afterAll(async () => {
  await test.drop();
});

const input: ProfileInput = {
  name: "Small team",
  is_for_all_tenants: true,
  tenant_ids: [],
  rules: {
    limit_usd: 100,
    soft_limit_usd: 80,
    duration: "30d",
    thresholds: [{ basis: "spent", percent: 80 }],
    channel_ids: [],
  },
  reason: "A start",
};
const acme = { kind: "tenant" as const, tenant_id: "acme", id: "acme" };
const hidden = { code: "not_found", message: expect.stringContaining("no such profile") };

describe("a budget profile", () => {
  it("gets a version for each edit that changes something, and keeps the earlier ones", async () => {
    const { id } = await createProfile(adminViewer, input);
    const same = {
      ...input,
      rules: { ...input.rules, thresholds: [...input.rules.thresholds, ...input.rules.thresholds] },
    };
    expect(await editProfile(adminViewer, id, same)).toEqual({ version: null });
    const more = { ...input, rules: { ...input.rules, limit_usd: 250 }, reason: "More people" };
    expect(await editProfile(adminViewer, id, more)).toEqual({ version: 2 });
    const restored = await restoreProfileVersion(adminViewer, id, {
      version: 1,
      reason: "too much",
    });
    expect(restored).toEqual({ version: 3 });
    const { versions } = await getProfile(adminViewer, id);
    expect(versions.map((one) => [one.version, one.rules.limit_usd, one.author])).toEqual([
      [3, 100, adminViewer.email],
      [2, 250, adminViewer.email],
      [1, 100, adminViewer.email],
    ]);
    expect(versions[1]?.reason).toBe("More people");
    const audits = await test.db.auditEntry.findMany({ where: { entityId: id } });
    expect(audits).toHaveLength(3);
  });

  it.each([
    "UPDATE budget_profile_version SET reason = 'another'",
    "DELETE FROM budget_profile_version",
  ])("the database refuses: %s", async (sql) => {
    await expect(test.db.$executeRawUnsafe(sql)).rejects.toThrow(/append-only/);
  });

  it("of a selected tenant does not exist for another", async () => {
    const own = { ...input, name: "Acme only", is_for_all_tenants: false, tenant_ids: ["acme"] };
    const { id } = await createProfile(adminViewer, own);
    const names = async (tenantId: string) =>
      (await listProfiles(toOperator(tenantId))).items.map(({ name }) => name);
    expect(await names("acme")).toEqual(["Acme only", "Small team"]);
    expect(await names("globex")).toEqual(["Small team"]);
    const stranger = toOperator("globex");
    await expect(getProfile(stranger, id)).rejects.toMatchObject(hidden);
    await expect(getProfile(stranger, "no-such-id")).rejects.toMatchObject(hidden);
    const globex = { kind: "tenant" as const, tenant_id: "globex", id: "globex" };
    const assign = { targets: [globex], pinned_version: null };
    await expect(assignProfile(stranger, id, assign)).rejects.toMatchObject(hidden);
    await expect(assignProfile(adminViewer, id, assign)).rejects.toMatchObject(hidden);
    await expect(previewProfile(stranger, id)).rejects.toMatchObject(hidden);
  });

  it("is written by platform admins only; operators assign it to what is theirs", async () => {
    const [profile] = (await listProfiles(adminViewer)).items.filter(
      (one) => one.name === "Small team",
    );
    const id = profile?.id ?? "";
    for (const viewer of [
      toOperator("acme"),
      auditorViewer,
      { ...adminViewer, role: "user" as const },
    ]) {
      await expect(createProfile(viewer, { ...input, name: "Mine" })).rejects.toMatchObject(hidden);
      await expect(editProfile(viewer, id, input)).rejects.toMatchObject(hidden);
    }
    await assignProfile(toOperator("acme"), id, { targets: [acme], pinned_version: 2 });
    expect((await getProfile(toOperator("acme"), id)).assignments).toMatchObject([
      { name: "Acme", pinned_version: 2, effective_version: 2, applied_version: null },
    ]);
    expect((await getProfile(toOperator("globex"), id)).assignments).toEqual([]);
    const { rows } = await previewProfile(toOperator("acme"), id);
    expect(rows).toMatchObject([{ version: 2, after: { limit_usd: 250, soft_limit_usd: 80 } }]);
    await assignProfile(adminViewer, id, { targets: [acme], pinned_version: null });
    expect((await previewProfile(adminViewer, id)).rows).toMatchObject([{ version: 3 }]);
    await expect(
      assignProfile(adminViewer, id, { targets: [acme], pinned_version: 99 }),
    ).rejects.toMatchObject(hidden);
  });

  it("goes from every list when it is deleted, with its alert rules, and comes back whole", async () => {
    const { id } = await createProfile(adminViewer, { ...input, name: "For a while" });
    await assignProfile(adminViewer, id, { targets: [acme], pinned_version: null });
    const kept = { name: "Kept", scope: "tenant", tenantId: "acme", thresholds: [], profileId: id };
    await test.db.alertRule.create({ data: { ...kept, channelIds: [], createdBy: "somebody" } });
    for (const viewer of [toOperator("acme"), auditorViewer]) {
      await expect(archiveProfile(viewer, id, true)).rejects.toMatchObject(hidden);
    }
    const countRules = () => test.db.alertRule.count({ where: { profileId: id, deletedAt: null } });
    await archiveProfile(adminViewer, id, true);
    await expect(getProfile(adminViewer, id)).rejects.toMatchObject(hidden);
    const again = { targets: [acme], pinned_version: null };
    await expect(assignProfile(adminViewer, id, again)).rejects.toMatchObject(hidden);
    expect(await countRules()).toBe(0);
    await archiveProfile(adminViewer, id, false);
    await expect(archiveProfile(adminViewer, id, false)).rejects.toMatchObject(hidden);
    expect((await getProfile(adminViewer, id)).assignments).toMatchObject([{ name: "Acme" }]);
    expect((await getProfile(auditorViewer, id)).profile).toMatchObject({ can_assign: false });
    expect(await countRules()).toBe(1);
  });
});
