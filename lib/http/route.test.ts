import { expect, it } from "vitest";
import { toQueryRecord } from "./route";

it("takes parameters of any name for what they are", () => {
  const search = new URLSearchParams("a=1&b=2&b=3&__proto__=x&__proto__=y&c=d,e");
  const record = toQueryRecord(search);
  expect(Object.entries(record)).toEqual([
    ["a", "1"],
    ["b", ["2", "3"]],
    ["__proto__", ["x", "y"]],
    ["c", "d,e"],
  ]);
});
