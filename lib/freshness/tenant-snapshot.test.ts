import { afterAll, beforeAll, expect, it } from "vitest";
import { insertTenant } from "@/lib/testing/factories";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { addDays, toIsoDay } from "@/lib/time";
import { listTenantRanges } from "./tenant-snapshot";

const RUN = "00000000-0000-4000-8000-000000000001";
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});

afterAll(() => test.drop());

it("tells the age of the oldest figure that may still change, not of the last reading", async () => {
  const today = toIsoDay(new Date());
  const hourAgo = new Date(Date.now() - 3_600_000);
  const longAgo = new Date(Date.now() - 40 * 24 * 3_600_000);
  await insertTenant(test.db, "acme", "Acme");
  const readings: readonly [daysAgo: number, readAt: Date][] = [
    [30, longAgo],
    [1, hourAgo],
    [0, new Date()],
  ];
  for (const [daysAgo, readAt] of readings) {
    const day = new Date(addDays(today, -daysAgo));
    await test.db.dayCoverage.create({
      data: { tenantId: "acme", kind: "usage", day, readAt, runId: RUN },
    });
  }
  const [whole] = await listTenantRanges(["acme"], { from: addDays(today, -30), to: today });
  expect(whole?.snapshot.asOf).toEqual(hourAgo);
  const over = { from: addDays(today, -30), to: addDays(today, -30) };
  const [past] = await listTenantRanges(["acme"], over);
  expect(past?.snapshot.asOf).toEqual(longAgo);
});
