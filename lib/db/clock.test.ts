import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { openDatabaseClock } from "./clock";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

it("goes by the database, whatever this host's clock does in between", async () => {
  const readDatabase = async () => {
    const [row] = await database.db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
    return row?.now.getTime() ?? 0;
  };
  vi.setSystemTime(new Date("2031-01-01T00:00:00Z"));
  const clock = await openDatabaseClock(database.db);
  vi.setSystemTime(new Date("2011-01-01T00:00:00Z"));
  const before = await readDatabase();
  await clock.set();
  const year = new Date(before).getUTCFullYear();
  expect(clock.now().getUTCFullYear()).toBe(year);
  expect(clock.now().getTime()).toBeGreaterThan(before - 60_000);
  vi.useRealTimers();
});
