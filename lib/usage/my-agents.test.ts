import { afterAll, beforeAll, expect, it } from "vitest";
import { toOwnerEmail, type Viewer } from "@/lib/auth/policy";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import {
  adminViewer,
  auditorViewer,
  coverDays,
  insertAgent,
  insertTenant,
  insertUsage,
  toOperator,
} from "@/lib/testing/factories";
import { addDays, toIsoDay } from "@/lib/time";
import { openMyAgents } from "./my-agents";

const today = toIsoDay(new Date());
const uwe: Viewer = { ...adminViewer, role: "user", email: "Uwe@Example.com" };
const query = { days: 30, format: "json" } as const;
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await insertTenant(test.db, "acme", "Acme");
  await insertTenant(test.db, "other", "Other");
  const own = { ownerEmail: "uwe@example.com" };
  await insertAgent(test.db, "acme", "mine", { ...own, maxBudgetUsd: "10", budgetSpendUsd: "8.5" });
  await insertAgent(test.db, "acme", "theirs", { ownerEmail: "vera@example.com" });
  await insertAgent(test.db, "acme", "nobodys");
  await insertAgent(test.db, "other", "second", own);
  await insertAgent(test.db, "acme", "left", { ...own, status: "moved" });
  const cost = (agentId: string, costUsd: string, daysAgo = 1) => ({
    ...{ agentId, costUsd, day: addDays(today, -daysAgo) },
  });
  await insertUsage(test.db, "acme", [
    ...[cost("mine", "2.000000333333"), cost("mine", "1", 29), cost("mine", "6", 31)],
    ...[cost("theirs", "50"), cost("nobodys", "70"), cost("left", "90")],
  ]);
  await insertUsage(test.db, "other", [cost("second", "9"), cost("mine", "1000")]);
  await coverDays(test.db, "acme", 60);
  await coverDays(test.db, "other", 30);
  const now = new Date();
  await test.db.snapshotState.create({
    data: { tenantId: "*", kind: "directory", lastOkAt: now, lastAttemptAt: now },
  });
});

afterAll(() => test.drop());

async function readItems(viewer: Viewer) {
  const panel = await openMyAgents(viewer, query);
  return { panel, ...(await panel.load()).data };
}

it("an owner is told by the e-mail, whatever its spelling and whatever the role", () => {
  expect(toOwnerEmail({ email: " Uwe@Example.COM " })).toBe("uwe@example.com");
});

it("shows the viewer's own agents of every tenant, most expensive first, and nobody else's", async () => {
  const { items, total_cost_usd: total, panel } = await readItems(uwe);
  expect(items.map((item) => [item.tenant_name, item.agent_id, item.cost_usd])).toEqual([
    ["Other", "second", 9],
    ["Acme", "mine", 3],
  ]);
  expect(total).toBe(12);
  expect(items[1]).toMatchObject({
    previous_cost_usd: 6,
    total_tokens: 240,
    llm_call_count: 2,
    budget_status: "warning",
  });
  expect(items[1]?.trend.filter((cost) => cost !== null && cost > 0)).toEqual([1, 2]);
  // The period before was not read there: a change would be against a part.
  expect(items[0]?.previous_cost_usd).toBeNull();
  expect(panel.snapshot.state).toBe("fresh");
});

it("is empty, not everything, for whoever owns none, administrators and operators included", async () => {
  for (const viewer of [adminViewer, auditorViewer, toOperator("acme", "other")]) {
    const { items, total_cost_usd: total, panel } = await readItems(viewer);
    expect([items, total, panel.snapshot.state]).toEqual([[], 0, "fresh"]);
  }
  expect((await readItems({ ...uwe, email: "" })).items).toEqual([]);
});

it("says which tenant is not read whole", async () => {
  const { snapshot } = await openMyAgents(uwe, { ...query, days: 60 });
  expect(snapshot.state).toBe("partial");
  expect(snapshot.reason).toMatch(/^Other: 30 days are not read yet/);
});

it("an agent that is given to somebody else leaves, and the answer has another version", async () => {
  const before = await openMyAgents(uwe, query);
  await test.db.agent.update({
    where: { tenantId_id: { tenantId: "other", id: "second" } },
    data: { ownerEmail: "vera@example.com" },
  });
  const after = await readItems(uwe);
  expect(after.items.map((item) => item.agent_id)).toEqual(["mine"]);
  expect(after.panel.etagSeed).not.toBe(before.etagSeed);
  const vera = await readItems({ ...uwe, email: "vera@example.com" });
  expect(vera.items.map((item) => item.agent_id)).toEqual(["theirs", "second"]);
});
