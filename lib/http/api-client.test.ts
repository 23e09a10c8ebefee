import { afterEach, expect, it, vi } from "vitest";
import { postJson } from "./api-client";

afterEach(() => {
  vi.unstubAllGlobals();
});

const toKey = (init: RequestInit | undefined) => new Headers(init?.headers).get("idempotency-key");

it("sends what is sent twice at once once, and the next time anew", async () => {
  const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.resolve(Response.json(1)));
  vi.stubGlobal("fetch", fetch);
  await Promise.all([postJson("/things", { a: 1 }), postJson("/things", { a: 1 })]);
  expect(fetch).toHaveBeenCalledTimes(1);
  await postJson("/things", { a: 1 });
  const [first, second] = fetch.mock.calls.map(([, init]) => toKey(init));
  expect(first).toMatch(/^\d+(-\d+){3}$/);
  expect(second).not.toBe(first);
});

it("keeps the key of what no answer has come to, and of nothing that was refused", async () => {
  const fetch = vi
    .fn<typeof globalThis.fetch>(() => Promise.resolve(Response.json(1)))
    .mockRejectedValueOnce(new TypeError("offline"))
    .mockResolvedValueOnce(Response.json({}, { status: 409 }));
  vi.stubGlobal("fetch", fetch);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(postJson("/things", { b: 1 })).rejects.toThrow();
  }
  await postJson("/things", { b: 1 });
  const [lost, refused, done] = fetch.mock.calls.map(([, init]) => toKey(init));
  expect(refused).toBe(lost);
  expect(done).not.toBe(refused);
});
