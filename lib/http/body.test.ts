import { describe, expect, it } from "vitest";
import { readBytes, readJson } from "./body";

const KIB = 1024;

/** A body that never ends; `pulled` counts the bytes that were asked for. */
function createEndless(headers: Record<string, string> = {}) {
  const counts = { pulled: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        counts.pulled += 16 * KIB;
        controller.enqueue(new Uint8Array(16 * KIB));
      },
      cancel: () => {
        counts.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const init: RequestInit & { duplex: "half" } = { method: "POST", body, headers, duplex: "half" };
  return { counts, request: new Request("http://portal/", init) };
}

const post = (body: string) => new Request("http://portal/", { method: "POST", body });

describe("a body", () => {
  it("is read no further than its limit", async () => {
    const { counts, request } = createEndless();
    await expect(readJson(request)).rejects.toMatchObject({ code: "bad_request" });
    expect(counts).toEqual({ pulled: 80 * KIB, isCancelled: true });
  });

  it("is not begun where its sender says that it is larger", async () => {
    const { counts, request } = createEndless({ "content-length": String(300 * KIB * KIB) });
    await expect(readBytes(request, 10 * KIB * KIB)).rejects.toThrow("more than 10 MB");
    expect(counts.pulled).toBe(0);
  });

  it("may be as large as its limit, counted in bytes", async () => {
    expect(await readBytes(post("ü".repeat(32 * KIB)))).toHaveLength(64 * KIB);
    await expect(readBytes(post("ü".repeat(32 * KIB + 1)))).rejects.toThrow("more than 64 KB");
  });

  it("is JSON, or nothing", async () => {
    expect(await readJson(post('{"name":"Zürich"}'))).toEqual({ name: "Zürich" });
    expect(await readJson(post(" "))).toEqual({});
    await expect(readJson(post("{"))).rejects.toThrow("must be JSON");
    await expect(readJson(post('{"name":"\\u0000"}'))).rejects.toThrow("zero bytes");
  });
});
