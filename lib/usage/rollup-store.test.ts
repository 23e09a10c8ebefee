import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Decimal } from "@/lib/money";
import { replaceSums, USAGE_SUMS } from "@/lib/sync/usage/sums-store";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { insertTenant, insertUsage, type UsageInput } from "@/lib/testing/factories";
import { addDays, listDays, startOfDay, type DayRange } from "@/lib/time";
import { listPayrollRows } from "./payroll-store";
import type { WeightedPeriod } from "./period";
import { summarizeByAgent } from "./store";
import { listTenantUsage } from "./tenant-store";

const ALL_DAYS: DayRange = { from: "2025-11-20", to: "2026-04-10" };
const TENANTS = ["acme", "other", "rare"];
const NO_FILTERS = { agentIds: [], providers: [] };

type StoredUsage = UsageInput & { tenantId: string };

/** The same numbers from 0 to 1 in every run. */
function createDice(): () => number {
  let state = 20_261;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Days with and without usage, amounts down to the last stored digit. */
function inventUsage(): StoredUsage[] {
  const roll = createDice();
  return TENANTS.flatMap((tenantId) =>
    listDays(ALL_DAYS).flatMap((day) =>
      ["bot", "clerk", "guest"].flatMap((agentId, index) => {
        const isThere = roll() < (tenantId === "rare" ? 0.03 : 0.7 - index * 0.3);
        const costUsd = new Decimal(roll()).mul(40).toFixed(12);
        const promptTokens = Math.floor(roll() * 5_000);
        const callCount = 1 + Math.floor(roll() * 9);
        return isThere ? [{ tenantId, day, agentId, costUsd, promptTokens, callCount }] : [];
      }),
    ),
  );
}

/** Ranges at every place in a month, short and long. */
function listRanges(): DayRange[] {
  return Array.from({ length: 18 }, (_, index) => addDays("2025-12-20", 2 * index)).flatMap(
    (from) => [1, 12, 17, 30, 47, 80].map((length) => ({ from, to: addDays(from, length - 1) })),
  );
}

let test: TestDatabase;
let stored: StoredUsage[];

/** What the rows of a period's days add up to, one by one, by tenant and agent. */
function addUp({ range, lastDayShare }: WeightedPeriod, by: (row: StoredUsage) => string) {
  const costs = new Map<string, Decimal>();
  const calls = new Map<string, number>();
  for (const row of stored) {
    if (row.day < range.from || row.day > range.to) continue;
    const weight = row.day === range.to ? lastDayShare : 1;
    const key = by(row);
    const cost = new Decimal(row.costUsd).mul(weight);
    costs.set(key, (costs.get(key) ?? new Decimal(0)).add(cost));
    calls.set(key, (calls.get(key) ?? 0) + (row.callCount ?? 0) * weight);
  }
  return { costs, calls };
}

const toTexts = (costs: Iterable<readonly [string, Decimal.Value]>) =>
  [...costs].map(([key, cost]) => `${key} ${new Decimal(cost).toFixed(20)}`).sort();

beforeAll(async () => {
  test = await createTestDatabase();
  stored = inventUsage();
  for (const tenantId of TENANTS) {
    await insertTenant(test.db, tenantId);
    await insertUsage(
      test.db,
      tenantId,
      stored.filter((row) => row.tenantId === tenantId),
    );
  }
  // A day that was read again and an agent that lost its only usage of a month.
  const isGone = (row: StoredUsage) =>
    row.tenantId === "acme" && (row.day === "2026-01-31" || row.agentId === "guest");
  const gone = stored.filter(isGone);
  stored = stored.filter((row) => !isGone(row));
  await test.db.$transaction(async (tx) => {
    for (const { day, agentId } of gone) {
      await tx.usageDaily.deleteMany({
        where: { tenantId: "acme", day: startOfDay(day), agentId },
      });
    }
    for (const rollup of USAGE_SUMS) await replaceSums(tx, rollup, gone);
  });
});

afterAll(() => test.drop());

describe("sums of months and days", () => {
  it("are those of the days alone, for each tenant and for all", async () => {
    for (const range of listRanges()) {
      const previous = {
        range: { from: addDays(range.from, -25), to: range.from },
        lastDayShare: 0.3,
      };
      const rows = await listTenantUsage({
        ...{ scope: { kind: "all" }, range, previous, search: "", sort: "name", order: "asc" },
        ...{ limit: 10, offset: 0 },
      });
      const byTenant = ({ tenantId }: StoredUsage) => tenantId;
      const used = addUp({ range, lastDayShare: 1 }, byTenant);
      const before = addUp(previous, byTenant).costs;
      const fill = (costs: Map<string, Decimal>) =>
        toTexts(TENANTS.map((id) => [id, costs.get(id) ?? 0] as const));
      expect(toTexts(rows.map((row) => [row.tenant_id, row.cost_usd]))).toEqual(fill(used.costs));
      expect(toTexts(rows.map((row) => [row.tenant_id, row.previous_cost_usd]))).toEqual(
        fill(before),
      );
      expect(rows.map((row) => row.call_count)).toEqual(
        TENANTS.map((id) => used.calls.get(id) ?? 0),
      );
      expect(toTexts([["all", rows[0]?.found_cost_usd ?? "0"]])).toEqual(
        toTexts([["all", Decimal.sum(0, ...used.costs.values())]]),
      );
    }
  });

  it("are those of the days alone for each agent, and name none without usage", async () => {
    for (const range of listRanges()) {
      const previous = {
        range: { from: addDays(range.from, -25), to: range.from },
        lastDayShare: 0.3,
      };
      for (const tenantId of ["acme", "rare"]) {
        const byAgent = (row: StoredUsage) => (row.tenantId === tenantId ? row.agentId : "");
        const { "": _other, ...used } = Object.fromEntries(
          addUp({ range, lastDayShare: 1 }, byAgent).costs,
        );
        const { "": _others, ...before } = Object.fromEntries(addUp(previous, byAgent).costs);
        const summary = await summarizeByAgent(tenantId, range, NO_FILTERS);
        expect(toTexts(summary.map((row) => [row.agent_id, row.cost_usd]))).toEqual(
          toTexts(Object.entries(used)),
        );
        const payroll = await listPayrollRows(tenantId, range, previous, NO_FILTERS);
        expect(payroll.map((row) => row.agent_id).sort()).toEqual(
          [...new Set([...Object.keys(used), ...Object.keys(before)])].sort(),
        );
        const compared = payroll.flatMap(({ agent_id: id, previous: figures }) =>
          figures ? [[id, figures.cost_usd] as const] : [],
        );
        expect(toTexts(compared)).toEqual(toTexts(Object.entries(before)));
      }
    }
  });
});
