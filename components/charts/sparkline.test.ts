import { describe, expect, it } from "vitest";
import { toSparklinePath } from "./sparkline";

function countOf(path: string, command: string): number {
  return path.split(command).length - 1;
}

describe("toSparklinePath", () => {
  it("keeps a gap where nothing was read", () => {
    const path = toSparklinePath([1, 2, null, 3, 4]);
    expect(countOf(path, "M")).toBe(2);
    expect(countOf(path, "L")).toBe(2);
  });

  it("shows a lone point and draws nothing for nothing", () => {
    expect(toSparklinePath([null, 5, null])).toContain("h1");
    expect(toSparklinePath([])).toBe("");
    expect(toSparklinePath([null, null])).toBe("");
  });

  it("puts zero on the floor, also when all is zero", () => {
    expect(toSparklinePath([0, 0])).toBe("M2.0 22.0L98.0 22.0");
    expect(toSparklinePath([0, 10])).toBe("M2.0 22.0L98.0 2.0");
  });
});
