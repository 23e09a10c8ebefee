import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { insertTenant, insertUsage } from "@/lib/testing/factories";
import { startOfDay } from "@/lib/time";
import { replaceSums, USAGE_SUMS } from "./sums-store";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await insertTenant(test.db, "acme");
  await insertTenant(test.db, "other");
});

beforeEach(async () => {
  await test.db.usageDaily.deleteMany();
  await test.db.usageModelDaily.deleteMany();
  await test.db.agentUsageDaily.deleteMany();
  await test.db.agentUsageMonthly.deleteMany();
  await insertUsage(test.db, "other", [{ day: "2026-03-05", agentId: "bot", costUsd: "100" }]);
  await insertUsage(test.db, "acme", [
    { day: "2026-02-28", agentId: "bot", costUsd: "1" },
    { day: "2026-03-01", agentId: "bot", costUsd: "2" },
    { day: "2026-03-31", agentId: "bot", costUsd: "4" },
    { day: "2026-03-31", agentId: "bot", costUsd: "8", provider: "anthropic" },
    { day: "2026-03-31", agentId: "clerk", costUsd: "16" },
    { day: "2026-04-01", agentId: "bot", costUsd: "32" },
  ]);
});

afterAll(() => test.drop());

/** Month, agent and cost of what is stored for a tenant. */
async function listMonths(tenantId: string): Promise<string[]> {
  const rows = await test.db.agentUsageMonthly.findMany({
    where: { tenantId },
    orderBy: [{ month: "asc" }, { agentId: "asc" }],
  });
  return rows.map(
    ({ month, agentId, costUsd, callCount }) =>
      `${month.toISOString().slice(0, 7)} ${agentId} ${costUsd.toString()} ${callCount}`,
  );
}

async function sumAgain(day: string): Promise<void> {
  await test.db.$transaction(async (tx) => {
    for (const rollup of USAGE_SUMS) await replaceSums(tx, rollup, [{ tenantId: "acme", day }]);
  });
}

it("sums the days of a calendar month, first and last included, for one tenant", async () => {
  expect(await listMonths("acme")).toEqual([
    "2026-02 bot 1 1",
    "2026-03 bot 14 3",
    "2026-03 clerk 16 1",
    "2026-04 bot 32 1",
  ]);
  expect(await listMonths("other")).toEqual(["2026-03 bot 100 1"]);
});

it("follows a day that changed, and leaves the other months alone", async () => {
  await test.db.usageDaily.updateMany({
    where: { tenantId: "acme", day: startOfDay("2026-03-01") },
    data: { costUsd: "3" },
  });
  await sumAgain("2026-03-01");
  expect(await listMonths("acme")).toEqual([
    "2026-02 bot 1 1",
    "2026-03 bot 15 3",
    "2026-03 clerk 16 1",
    "2026-04 bot 32 1",
  ]);
});

it("drops an agent that has nothing left in the month", async () => {
  await test.db.usageDaily.deleteMany({ where: { tenantId: "acme", agentId: "clerk" } });
  await sumAgain("2026-03-31");
  expect(await listMonths("acme")).toEqual([
    "2026-02 bot 1 1",
    "2026-03 bot 14 3",
    "2026-04 bot 32 1",
  ]);
  expect(await listMonths("other")).toEqual(["2026-03 bot 100 1"]);
});
