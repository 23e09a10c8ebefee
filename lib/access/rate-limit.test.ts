import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { checkRate } from "./rate-limit";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, seconds));

it("lets a minute's share through, counted once however many ask at the same time", async () => {
  const asked = await Promise.allSettled(
    Array.from({ length: 245 }, () => checkRate("write", "ana", at(15))),
  );
  const refused = asked.filter((one) => one.status === "rejected");
  expect(refused).toHaveLength(5);
  expect(refused[0]?.reason).toMatchObject({ code: "too_many_requests", retryAfterSeconds: 45 });
  await expect(checkRate("write", "bob", at(15))).resolves.toBeUndefined();
  await expect(checkRate("token", "ana", at(15))).resolves.toBeUndefined();
});

it("begins anew with the next minute and forgets old ones", async () => {
  await expect(checkRate("write", "ana", at(60))).resolves.toBeUndefined();
  await checkRate("write", "ana", at(3_600));
  expect(await database.db.rateWindow.count()).toBe(1);
});
