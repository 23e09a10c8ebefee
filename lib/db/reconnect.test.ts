import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { createDatabase, type Database } from "./client";
import { isConnectionError } from "./reconnect";
import { isRead } from "./reconnecting-adapter";

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase(database.url, { poolSize: 3 });
  await db.$executeRaw`CREATE TABLE written (n int)`;
});

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

/** Ends all connections to the database but the one that asks; answers with how many were at work. */
async function killOthers(): Promise<number> {
  const rows = await database.db.$queryRaw<{ was_active: boolean }[]>`
    SELECT state = 'active' AS was_active, pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`;
  return rows.filter((row) => row.was_active).length;
}

async function killWhileBusy(): Promise<void> {
  await expect.poll(killOthers, { interval: 20 }).toBeGreaterThan(0);
}

it("reads again whose connections are ended under them", async () => {
  const read = (n: number) =>
    db.$queryRaw<{ n: number }[]>`SELECT ${n}::int AS n, pg_sleep(0.1)::text AS slept`;
  const reads = Promise.all(Array.from({ length: 30 }, (_, n) => read(n)));
  await killWhileBusy();
  await killWhileBusy();
  expect((await reads).map(([row]) => row?.n)).toEqual(Array.from({ length: 30 }, (_, n) => n));
});

it("begins a transaction again, and sends no write twice", async () => {
  await killOthers();
  await db.$transaction((tx) => tx.$executeRaw`INSERT INTO written VALUES (1)`);
  const write = db.$executeRaw`INSERT INTO written SELECT 2 FROM pg_sleep(5)`;
  const failure = write.catch((error: unknown) => error);
  await killWhileBusy();
  expect(isConnectionError(await failure)).toBe(true);
  expect(await db.$queryRaw`SELECT n FROM written`).toEqual([{ n: 1 }]);
});

it("takes for a read what changes nothing", () => {
  expect(isRead('SELECT "public"."user"."updated_at" FROM "public"."user"')).toBe(true);
  expect(isRead("\n  WITH due AS (SELECT 1) SELECT * FROM due")).toBe(true);
  for (const sql of [
    "INSERT INTO a VALUES (1) RETURNING n",
    "WITH due AS (SELECT 1) UPDATE a SET n = 1",
    "SELECT pg_try_advisory_lock(1)",
    "SELECT nextval('a')",
    "SELECT 1 FROM a FOR UPDATE",
  ]) {
    expect(isRead(sql), sql).toBe(false);
  }
});
