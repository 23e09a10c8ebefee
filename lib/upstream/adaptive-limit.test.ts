import { describe, expect, it } from "vitest";
import { createAdaptiveLimit } from "./adaptive-limit";

describe("an adaptive limit", () => {
  it("never runs more at once than it is wide", async () => {
    const limit = createAdaptiveLimit(3);
    let running = 0;
    let most = 0;
    const task = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => limit.run(task)));
    expect(most).toBe(3);
  });

  it("halves once for a volley of refusals and grows back", async () => {
    const limit = createAdaptiveLimit(8);
    limit.shrink();
    limit.shrink();
    expect(limit.width).toBe(4);
    await Promise.all(Array.from({ length: 200 }, () => limit.run(() => Promise.resolve())));
    expect(limit.width).toBe(8);
  });

  it("is never narrower than one and survives failing tasks", async () => {
    const limit = createAdaptiveLimit(1);
    limit.shrink();
    expect(limit.width).toBe(1);
    await expect(limit.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(limit.run(() => Promise.resolve("yes"))).resolves.toBe("yes");
  });
});
