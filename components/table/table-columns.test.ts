import { describe, expect, it } from "vitest";
import { compareSortValues } from "./table-columns";

/** What the table does: negates the comparison when it sorts down. */
function sortBy(values: (number | string | null)[], sign: 1 | -1) {
  return [...values].sort((left, right) => sign * compareSortValues(left, right, sign));
}

describe("compareSortValues", () => {
  it("keeps missing figures last in both directions", () => {
    expect(sortBy([3, null, 1, 2], 1)).toEqual([1, 2, 3, null]);
    expect(sortBy([3, null, 1, 2], -1)).toEqual([3, 2, 1, null]);
  });

  it("orders words without case and numbers inside words by value", () => {
    expect(sortBy(["bot 10", "Bot 2", "alpha"], 1)).toEqual(["alpha", "Bot 2", "bot 10"]);
  });
});
