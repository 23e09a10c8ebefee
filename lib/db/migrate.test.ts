import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { findDrift, migrateDatabase } from "./migrate";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

it("gives exactly what the schema says", async () => {
  expect(await findDrift(database.url)).toBe("");
});

it("applies nothing a second time, from several processes at once", async () => {
  const runs = await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url)]);
  expect(runs).toEqual([{ applied: [] }, { applied: [] }]);
});

it("tells what differs when a table was changed by hand", async () => {
  await database.db.$executeRaw`ALTER TABLE "user" DROP COLUMN name`;
  expect(await findDrift(database.url)).toContain('ALTER TABLE "user" ADD COLUMN');
});
