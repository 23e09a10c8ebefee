import { expect, it } from "vitest";
import { compareFigures } from "./compare";

const figure = (id: string, total: number | null, isPartial = false) => ({
  person_id: id,
  total_usd: total,
  is_partial: isPartial,
});

it("tells who rose, fell, came and went, the largest change first", () => {
  const before = [figure("a", 1), figure("b", 5), figure("c", 2), figure("d", 3), figure("e", 4)];
  const after = [
    figure("a", 9.1),
    figure("b", 2),
    figure("c", 2),
    figure("e", 4.5, true),
    figure("f", 1),
  ];
  const lists = compareFigures(before, after);
  expect(lists.risen.map((one) => [one.person_id, one.change_usd])).toEqual([
    ["a", 8.1],
    ["e", 0.5],
  ]);
  expect(lists.risen[1]?.is_partial).toBe(true);
  expect(lists.fallen.map((one) => one.person_id)).toEqual(["b"]);
  expect(lists.joined).toMatchObject([{ person_id: "f", before_usd: null, after_usd: 1 }]);
  expect(lists.gone).toMatchObject([{ person_id: "d", before_usd: 3, after_usd: null }]);
  expect(lists.unchanged).toBe(1);
});
