import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBudgetDetail } from "@/lib/budgets/detail";
import { createDatabase, shareDatabase, type Database } from "@/lib/db/client";
import { adminViewer } from "@/lib/testing/factories";
import { createBudgetBed, type BudgetBed } from "./budget-bed";

let bed: BudgetBed;
let small: Database;

beforeAll(async () => {
  bed = await createBudgetBed();
  small = createDatabase(bed.database.url, { poolSize: 3 });
  shareDatabase(small);
});

beforeEach(() => bed.connect());

afterEach(() => bed.disconnect());

afterAll(async () => {
  await small.$disconnect();
  await bed.close();
});

const hold = (pathPattern: string) => bed.upstream.control.setKnobs({ isHeld: true, pathPattern });
const release = () => bed.upstream.control.setKnobs({ isHeld: false });

/** As if nobody of its process had given a sign of life for half a minute. */
const expireLeases = () => small.$executeRaw`UPDATE lease SET until = now() - interval '1 second'`;

describe("LiteLLM that does not answer", () => {
  it.each(["/(team|key)/info", "/(team|key)/update"])(
    "at %s holds no connection: with a pool of three all that is read answers",
    async (path) => {
      const rows = (await bed.listRows("agent")).slice(0, 3);
      await hold(path);
      const changes = bed.change(rows, { limit_usd: path.includes("info") ? 31 : 32 });
      await bed.upstream.control.untilHeld(3);
      const reads = Array.from({ length: 6 }, () => bed.listRows("tenant"));
      for (const read of reads) expect(await read).toHaveLength(3);
      await release();
      expect((await changes).outcomes.map(({ outcome }) => outcome)).toEqual([
        "done",
        "done",
        "done",
      ]);
    },
  );
});

describe("a process that dies while LiteLLM is asked", () => {
  const readLedger = async (kind: "tenant", id: string) => {
    const panel = await openBudgetDetail(adminViewer, { tenantId: id, kind, entityId: id });
    return (await panel.load()).data;
  };

  it("leaves what was written to be found by the next change, with ledger and audit", async () => {
    const row = await bed.pickRow("tenant");
    await bed.change(row, { duration: "7d", limit_usd: 100, soft_limit_usd: null });
    await hold("/team/update");
    const dead = bed.change(await bed.findRow(row), { top_up_usd: 25 });
    await bed.upstream.control.untilHeld(1);
    await expireLeases();
    // The knobs let the second one through; the first waits on.
    await bed.upstream.control.setKnobs({ pathPattern: "/nothing" });
    await bed.change({ ...(await bed.findRow(row)), limit_usd: 125 }, { is_blocked: true });
    const { budget, changes, top_up } = await readLedger("tenant", row.id);
    expect(budget).toMatchObject({ limit_usd: 125, is_blocked: true });
    expect(top_up).toMatchObject({ amount_usd: 25, base_limit_usd: 100 });
    expect(changes.slice(0, 2)).toMatchObject([
      { outcome: "done", after: { is_blocked: true } },
      { outcome: "done", origin: "top-up", after: { limit_usd: 125 } },
    ]);
    const audits = await small.auditEntry.count({
      where: { entityId: row.id, action: "budget.top-up" },
    });
    expect(audits).toBe(1);
    // The paused one wakes up and stores nothing.
    await release();
    await expect(dead).rejects.toMatchObject({ message: expect.stringContaining("came first") });
    expect((await readLedger("tenant", row.id)).changes.slice(0, 2)).toEqual(changes.slice(0, 2));
    expect(
      await small.auditEntry.count({ where: { entityId: row.id, action: "budget.top-up" } }),
    ).toBe(1);
  });

  it("before it was written is called unclear, and the next one is written", async () => {
    const row = await bed.pickRow("tenant", 1);
    await hold("/team/info");
    const dead = bed.change(row, { limit_usd: 210 });
    await bed.upstream.control.untilHeld(1);
    await expireLeases();
    await bed.upstream.control.setKnobs({ pathPattern: "/nothing" });
    await bed.change(row, { limit_usd: 220 });
    const [newest, older] = (await readLedger("tenant", row.id)).changes;
    expect(newest).toMatchObject({ outcome: "done", after: { limit_usd: 220 } });
    expect(older).toMatchObject({ outcome: "unclear", after: { limit_usd: 210 } });
    await release();
    await expect(dead).rejects.toMatchObject({ code: expect.stringMatching(/conflict|upstream/) });
    expect((await bed.readTeam(row)).max_budget).toBe(220);
  });
});
