import { describe, expect, it } from "vitest";
import { orderByValue, splitTopRows } from "./top-rows";

describe("splitTopRows", () => {
  it("shows everything while it fits", () => {
    expect(splitTopRows([1, 2, 3], 3)).toEqual({ shown: [1, 2, 3], rest: [] });
  });

  it("shows a single left-over by its name", () => {
    expect(splitTopRows([1, 2, 3, 4], 3)).toEqual({ shown: [1, 2, 3, 4], rest: [] });
  });

  it("keeps the rest for Other", () => {
    expect(splitTopRows([1, 2, 3, 4, 5], 3)).toEqual({ shown: [1, 2, 3], rest: [4, 5] });
  });
});

describe("orderByValue", () => {
  it("puts the largest first and breaks ties by name", () => {
    const rows = [
      { name: "b", value: 1 },
      { name: "a", value: 1 },
      { name: "c", value: 9 },
    ];
    const ordered = orderByValue(
      rows,
      (row) => row.value,
      (row) => row.name,
    );
    expect(ordered.map((row) => row.name)).toEqual(["c", "a", "b"]);
  });
});
