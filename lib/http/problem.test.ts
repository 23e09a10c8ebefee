import { afterAll, beforeAll, expect, it } from "vitest";
import { createDatabase, type Database } from "@/lib/db/client";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { toProblemResponse } from "./problem";

let database: TestDatabase;
let small: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  small = createDatabase(database.url, { poolSize: 1, connectTimeoutMs: 3_000 });
});

afterAll(async () => {
  await small.$disconnect();
  await database.drop();
});

const readProblem = async (error: unknown) => {
  const response = toProblemResponse(error);
  const { status, headers } = response;
  return {
    status,
    retryAfter: headers.get("retry-after"),
    body: (await response.json()) as unknown,
  };
};

it("says 503 and when to come back while every connection is taken", async () => {
  await small.$transaction(async (tx) => {
    await tx.user.count();
    const asked = await Promise.allSettled([
      small.user.count(),
      small.$queryRaw`SELECT 1`,
      small.$transaction((inner) => inner.user.count()),
    ]);
    for (const one of asked) {
      expect(one.status).toBe("rejected");
      expect(await readProblem(one.status === "rejected" && one.reason)).toMatchObject({
        status: 503,
        retryAfter: "5",
        body: { code: "unavailable" },
      });
    }
  });
});

it("says 503 where nothing listens", async () => {
  const closed = createDatabase("postgresql://nobody@127.0.0.1:1/none");
  const failure: unknown = await closed.user.count().catch((error: unknown) => error);
  expect(await readProblem(failure)).toMatchObject({ status: 503, retryAfter: "30" });
});

it("keeps the words of what nobody expected", async () => {
  const problem = await readProblem(new Error("secret of the house"));
  expect(problem).toMatchObject({ status: 500, retryAfter: null });
  expect(JSON.stringify(problem)).not.toContain("secret");
});
