import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, it } from "vitest";
import { getAuthSecret } from "@/lib/env";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { insertAccount } from "@/lib/testing/factories";
import { createAuthOptions } from "./options";
import { findViewerByToken } from "./session";

let database: TestDatabase;
let userId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ userId } = await insertAccount(database.db, "operator"));
});

afterAll(async () => {
  await database.drop();
});

/** What next-auth does with who signed in with a password. */
async function signIn() {
  const user = { id: userId, email: "", name: "" };
  const jwt = createAuthOptions().callbacks?.jwt;
  const token = await jwt?.({ token: {}, user, account: null });
  if (token === undefined) throw new Error("there is no callback");
  return { token, cookie: await encode({ token, secret: getAuthSecret() }) };
}

it("is read from the cookie of who signed in, until that person signs out", async () => {
  const [first, second] = [await signIn(), await signIn()];
  expect(await findViewerByToken(first.cookie)).toMatchObject({ userId, role: "operator" });
  await createAuthOptions().events?.signOut?.({ token: first.token, session: { expires: "" } });
  expect(await findViewerByToken(first.cookie)).toBeNull();
  expect(await findViewerByToken(second.cookie)).toMatchObject({ userId });
});

it("is nobody's in a cookie that names no session, is signed by another secret or broken", async () => {
  const { token } = await signIn();
  const cookies = [
    await encode({ token: { sub: userId }, secret: getAuthSecret() }),
    await encode({ token, secret: "another secret of at least 32 characters" }),
    "no cookie of ours",
    undefined,
  ];
  for (const cookie of cookies) expect(await findViewerByToken(cookie)).toBeNull();
});
