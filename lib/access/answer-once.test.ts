import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/database";
import { adminViewer } from "@/lib/testing/factories";
import { answerOnce, forgetOldAnswers } from "./answer-once";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

const CONFLICT = { code: "conflict" };
const request = { key: "a-key", path: "/api/portal/things", body: { name: "One" } };

function makeHandler() {
  return vi.fn(() => Promise.resolve(Response.json({ id: 2 }, { status: 201 })));
}

it("does what is sent twice once, and answers the second like the first", async () => {
  const handle = makeHandler();
  const send = (change: object = {}, viewer = adminViewer) =>
    answerOnce(viewer, { ...request, ...change }, handle);
  handle.mockImplementationOnce(async () => {
    await expect(send()).rejects.toMatchObject(CONFLICT);
    return Response.json({ id: 1, secret: "s3cret" }, { status: 201 });
  });
  await send();
  const again = await send();
  expect([again.status, await again.json()]).toEqual([201, { id: 1, secret: "s3cret" }]);
  expect(handle).toHaveBeenCalledTimes(1);
  await expect(send({ body: { name: "Two" } })).rejects.toMatchObject(CONFLICT);
  expect(JSON.stringify(await database.db.sentAnswer.findMany())).not.toContain("s3cret");

  await send({}, { ...adminViewer, userId: "00000000-0000-7000-8000-000000000009" });
  await send({ path: "/api/portal/others" });
  await send({ key: null });
  await send({ key: null });
  expect(handle).toHaveBeenCalledTimes(5);
  await forgetOldAnswers(new Date(Date.now() + 25 * 3_600_000));
  await send();
  expect(handle).toHaveBeenCalledTimes(6);
});

it("lets what was refused be sent again", async () => {
  const handle = vi.fn(() => Promise.reject(new Error("refused")));
  const sent = { ...request, key: "another" };
  await expect(answerOnce(adminViewer, sent, handle)).rejects.toThrow("refused");
  const response = await answerOnce(adminViewer, sent, makeHandler());
  expect(response.status).toBe(201);
});
