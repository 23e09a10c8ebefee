import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer, insertAccount, insertTenant, toOperator } from "@/lib/testing/factories";
import { lookForAlerts } from "./evaluate-alerts";
import {
  deleteAlertChannel,
  deleteAlertRule,
  listAlertChannels,
  listAlertRules,
  restoreAlertChannel,
  restoreAlertRule,
  saveAlertChannel,
  saveAlertRule,
} from "./rules";
import { listAlerts } from "./service";

const OPEN = { state: "open", tenant_id: "", q: "", page: 1 } as const;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await insertAccount(database.db, "platform_admin", adminViewer.email);
});

beforeEach(async () => {
  await database.db.$executeRaw`TRUNCATE alert, alert_rule, budget_period, tenant`;
  await insertTenant(database.db, "acme", "Acme");
});

afterAll(async () => {
  await database.drop();
});

const thresholds = [{ basis: "spent" as const, percent: 50 }];
const rule = { name: "Mine", entity_id: "", thresholds, channel_ids: [], is_enabled: true };
const ofAcme = { ...rule, scope: "tenant" as const, tenant_id: "acme" };

async function addOperator() {
  const { userId, email } = await insertAccount(database.db, "operator");
  await database.db.tenantMember.create({ data: { userId, tenantId: "acme" } });
  return { ...toOperator("acme"), userId, email };
}

const listRaised = async () =>
  (await listAlerts(adminViewer, OPEN)).items.filter(({ rule_names }) =>
    rule_names.includes("Mine"),
  );

it("a rule of a person's account is for platform admins, whatever tenant it names", async () => {
  const operator = await addOperator();
  const ofAccount = { ...rule, scope: "account" as const, entity_id: "nina@example.com" };
  for (const tenant_id of ["acme", ""]) {
    await expect(saveAlertRule(operator, { ...ofAccount, tenant_id })).rejects.toMatchObject({
      code: "not_found",
    });
  }
  // One that an earlier release let through is not heard, and not shown as working.
  await database.db.account.create({
    data: {
      ...{ personId: "nina@example.com", kind: "web", customerId: "nina@example.com" },
      ...{ spendUsd: 90, state: "ok", budgetId: "b", readAt: new Date() },
    },
  });
  const readAt = new Date();
  await database.db.accountBudget.create({
    data: { id: "b", maxBudgetUsd: 100, duration: "30d", readAt },
  });
  const { name, scope, entity_id: entityId } = ofAccount;
  const stored = { name, scope, entityId, tenantId: "acme", thresholds };
  await database.db.alertRule.create({ data: { ...stored, createdBy: operator.email } });
  await lookForAlerts(new Date());
  expect(await listRaised()).toEqual([]);
  expect((await listAlertRules(operator)).items).toContainEqual(
    expect.objectContaining({ name: "Mine", is_stopped: true, can_edit: false }),
  );
  await saveAlertRule(adminViewer, { ...ofAccount, tenant_id: "acme" });
  await lookForAlerts(new Date());
  expect(await listRaised()).toMatchObject([{ entity_id: "nina@example.com", percent: 50 }]);
});

it("a rule stops with its owner's rights, says so, and goes on when somebody who may saves it", async () => {
  const operator = await addOperator();
  const { id } = await saveAlertRule(operator, ofAcme);
  await database.db.tenantMember.deleteMany({ where: { userId: operator.userId } });
  await database.db.tenant.update({
    where: { id: "acme" },
    data: { budgetSpendUsd: "60", maxBudgetUsd: "100", readAt: new Date() },
  });
  await lookForAlerts(new Date());
  expect(await listRaised()).toEqual([]);
  const findRow = async () =>
    (await listAlertRules(adminViewer)).items.find((row) => row.id === id);
  expect(await findRow()).toMatchObject({ is_stopped: true });
  await saveAlertRule(adminViewer, { ...ofAcme, id });
  expect(await findRow()).toMatchObject({ is_stopped: false });
  await lookForAlerts(new Date());
  expect(await listRaised()).toMatchObject([{ percent: 50 }]);
});

it("a rule that was deleted raises nothing, and comes back with what is still crossed", async () => {
  const { id } = await saveAlertRule(adminViewer, ofAcme);
  const spend = (usd: string) =>
    database.db.tenant.update({
      where: { id: "acme" },
      data: { budgetSpendUsd: usd, maxBudgetUsd: "100", readAt: new Date() },
    });
  await spend("60");
  await lookForAlerts(new Date());
  expect(await listRaised()).toMatchObject([{ state: "active" }]);
  await deleteAlertRule(adminViewer, id);
  expect(await listRaised()).toEqual([]);
  expect((await listAlertRules(adminViewer)).items).toEqual([]);
  await expect(deleteAlertRule(adminViewer, id)).rejects.toMatchObject({ code: "not_found" });
  await expect(restoreAlertRule(toOperator("globex"), id)).rejects.toMatchObject({
    code: "not_found",
  });
  await restoreAlertRule(adminViewer, id);
  expect(await listRaised()).toMatchObject([{ state: "active" }]);
  expect((await listAlerts(adminViewer, { ...OPEN, q: "ACM" })).total).toBe(1);
  expect((await listAlerts(adminViewer, { ...OPEN, q: "globex" })).total).toBe(0);
});

it("a channel keeps its address and its secret where only its name changes", async () => {
  const input = {
    name: "Ops",
    kind: "webhook" as const,
    tenant_id: "",
    target: "https://a.example/x",
  };
  const { channel } = await saveAlertChannel(adminViewer, input);
  const find = () => database.db.alertChannel.findUniqueOrThrow({ where: { id: channel.id } });
  const { target, secret } = await find();
  await saveAlertChannel(adminViewer, { ...input, id: channel.id, name: "On call", target: "" });
  expect(await find()).toMatchObject({ name: "On call", target, secret });
  const moved = { ...input, id: channel.id, target: "https://b.example/y" };
  expect(await saveAlertChannel(adminViewer, moved)).toMatchObject({
    ...{ secret: null, channel: { target: "https://b.example/…" } },
  });
  expect(await find()).toMatchObject({ secret });
  await deleteAlertChannel(adminViewer, channel.id);
  expect((await listAlertChannels(adminViewer)).items).toEqual([]);
  await restoreAlertChannel(adminViewer, channel.id);
  expect((await listAlertChannels(adminViewer)).items).toMatchObject([{ name: "Ops" }]);
});
