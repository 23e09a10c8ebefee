import { describe, expect, it } from "vitest";
import { sumKnownUsd } from "./known-sum";

describe("sumKnownUsd", () => {
  it("is missing only when every part is", () => {
    expect(sumKnownUsd([null, null])).toBeNull();
    expect(sumKnownUsd([])).toBeNull();
    expect(sumKnownUsd([null, 0])).toBe(0);
  });

  it("adds exactly where floats would drift", () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(sumKnownUsd([0.1, null, 0.2])).toBe(0.3);
  });
});
