import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { LeaseLostError, withLease } from "./lease";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});

afterAll(() => test.drop());

const expire = () => test.db.$executeRaw`UPDATE lease SET until = now() - interval '1 second'`;

it("is one's at a time, goes to the next when it ends, also by a failure", async () => {
  const inside = await withLease("a chore", 0, async () => {
    expect(await withLease("a chore", 0, () => Promise.resolve("in"))).toBeNull();
    return (await withLease("another chore", 0, () => Promise.resolve("in")))?.result;
  });
  expect(inside).toEqual({ result: "in" });
  const failing = withLease("a chore", 0, () => Promise.reject(new Error("broken")));
  await expect(failing).rejects.toThrow("broken");
  expect(await withLease("a chore", 0, () => Promise.resolve(2))).toEqual({ result: 2 });
  expect(await test.db.lease.count()).toBe(0);
});

it("of many at once that wait lets each in by itself", async () => {
  let inside = 0;
  const work = async () => {
    inside += 1;
    expect(inside).toBe(1);
    await test.db.$queryRaw`SELECT 1`;
    inside -= 1;
  };
  const all = await Promise.all(Array.from({ length: 4 }, () => withLease("it", 20_000, work)));
  expect(all).not.toContain(null);
});

it("that ran out is another's, and its first holder neither renews, stores, nor ends it", async () => {
  await withLease("a chore", 0, async (first) => {
    await first.renew();
    await expire();
    const second = await withLease("a chore", 0, async (later) => {
      await expect(first.renew()).rejects.toThrow(LeaseLostError);
      await expect(test.db.$transaction((tx) => first.hold(tx))).rejects.toThrow(LeaseLostError);
      await test.db.$transaction((tx) => later.hold(tx));
      return "taken over";
    });
    expect(second).toEqual({ result: "taken over" });
  });
});
