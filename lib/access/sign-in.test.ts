import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import * as password from "@/lib/auth/password";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { createAccount } from "./accounts";
import { signInWithPassword } from "./sign-in";

const ADMIN = { email: "ada@example.com", password: "the right password" };
const HOME = "198.51.100.7";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await createAccount({ ...ADMIN, name: "Ada", role: "platform_admin" });
});

beforeEach(async () => {
  await database.db.rateWindow.deleteMany();
  await database.db.signInPlace.deleteMany();
});

afterAll(async () => {
  await database.drop();
});

const signIn = (address: string, given = ADMIN.password) =>
  signInWithPassword({ ...ADMIN, address, password: given });

async function countEvaluated(addresses: readonly string[]): Promise<number> {
  const verify = vi.spyOn(password, "verifyPassword").mockResolvedValue(false);
  await Promise.allSettled(addresses.map((address) => signIn(address, "a guess")));
  const { length } = verify.mock.calls;
  verify.mockRestore();
  return length;
}

const times = (count: number, toAddress: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => toAddress(index));

it("looks at five of 400 guesses that come at once", async () => {
  expect(await countEvaluated(times(400, () => HOME))).toBe(5);
  await expect(signIn(HOME)).rejects.toMatchObject({ code: "too_many_requests" });
});

it("looks at a hundred, wherever they come from", async () => {
  expect(await countEvaluated(times(150, (index) => `203.0.113.${index}`))).toBe(100);
  await expect(signIn("203.0.113.200")).rejects.toThrow("Try again in 15 minutes.");
});

it("does not let strangers lock somebody out where that person signed in before", async () => {
  expect(await signIn(HOME)).not.toBeNull();
  await countEvaluated(times(150, (index) => `203.0.113.${index}`));
  for (let time = 0; time < 8; time += 1) expect(await signIn(HOME)).not.toBeNull();
});

it("lets one address use up its own share of an account alone", async () => {
  await countEvaluated(times(300, () => "203.0.113.1"));
  expect(await signIn(HOME)).not.toBeNull();
});
