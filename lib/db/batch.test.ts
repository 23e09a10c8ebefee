import { describe, expect, it } from "vitest";
import { createBatcher } from "./batch";

describe("createBatcher", () => {
  it("joins look-ups of one instant into one query without repeating keys", async () => {
    const asked: string[][] = [];
    const find = createBatcher((keys) => {
      asked.push([...keys]);
      return Promise.resolve(new Map(keys.map((key) => [key, key.toUpperCase()])));
    });
    const found = await Promise.all([find("a"), find("b"), find("a")]);
    expect(found).toEqual(["A", "B", "A"]);
    expect(asked).toEqual([["a", "b"]]);
  });

  it("never answers from an earlier query", async () => {
    let version = 0;
    const find = createBatcher(() => Promise.resolve(new Map([["a", (version += 1)]])));
    expect(await find("a")).toBe(1);
    expect(await find("a")).toBe(2);
  });

  it("fails everybody who waited and nobody who comes after", async () => {
    let isDown = true;
    const find = createBatcher(() =>
      isDown ? Promise.reject(new Error("down")) : Promise.resolve(new Map([["a", 1]])),
    );
    await expect(find("a")).rejects.toThrow("down");
    isDown = false;
    expect(await find("a")).toBe(1);
  });
});
