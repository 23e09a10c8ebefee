import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { checkRate, uncount } from "./rate-limit";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, seconds));

it("lets a minute's share through, counted once however many ask at the same time", async () => {
  await checkRate("write", "ana", at(50));
  const asked = await Promise.allSettled(
    Array.from({ length: 244 }, () => checkRate("write", "ana", at(65))),
  );
  const refused = asked.filter((one) => one.status === "rejected");
  expect(refused).toHaveLength(5);
  expect(refused[0]?.reason).toMatchObject({ code: "too_many_requests", retryAfterSeconds: 45 });
  await expect(checkRate("write", "bob", at(65))).resolves.toBeUndefined();
  await expect(checkRate("token", "ana", at(65))).resolves.toBeUndefined();
});

it("begins anew a minute after its first request and forgets old ones", async () => {
  await expect(checkRate("write", "ana", at(109))).rejects.toThrow("Try again in 1 s");
  await expect(checkRate("write", "ana", at(110))).resolves.toBeUndefined();
  await checkRate("write", "ana", at(110 + 3_601));
  expect(await database.db.rateWindow.count()).toBe(1);
});

it("gives back what went well", async () => {
  const tryOften = async (times: number) => {
    for (let time = 0; time < times; time += 1) await checkRate("sign-in-place", "ana", at(0));
  };
  await tryOften(5);
  await uncount("sign-in-place", "ana");
  await tryOften(1);
  await expect(tryOften(1)).rejects.toThrow("Too many failed attempts. Try again in 15 minutes.");
});
