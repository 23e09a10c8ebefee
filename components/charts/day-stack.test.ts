import { expect, test } from "vitest";
import { addDays } from "@/lib/time";
import { toBarGap, toNamedDays, toSegments, toShownTotal, toStack } from "./day-stack";
import type { DailyCostModel, DailyCostPoint } from "./prepare-daily-cost";

function toPoints(dayCount: number): DailyCostPoint[] {
  return Array.from({ length: dayCount }, (_, index) => {
    const day = addDays("2026-09-01", index);
    return {
      from: day,
      to: day,
      costsUsd: [3, 1],
      totalUsd: 4,
      previousUsd: null,
      isPartial: false,
    };
  });
}

function toModel(points: DailyCostPoint[]): DailyCostModel {
  const series = ["a", "b"].map((id) => ({ id, name: id, color: id, costUsd: 1, isOther: false }));
  return { stepDays: 1, series, points, totalUsd: 4, previousTotalUsd: null, missingDayCount: 0 };
}

test.each([
  { dayCount: 7, width: 1000, named: 7 },
  { dayCount: 30, width: 1000, named: 15 },
  { dayCount: 30, width: 300, named: 4 },
  { dayCount: 1, width: 300, named: 1 },
])("names $named of $dayCount days on $width pixels, the first of them always", (one) => {
  const points = toPoints(one.dayCount);
  const names = toNamedDays(points, one.width);
  expect(names).toHaveLength(one.named);
  expect(names[0]).toBe(points[0]?.from);
});

test("names no day whose words would be cut at the edge", () => {
  const names = toNamedDays(toPoints(25), 300);
  expect(names.at(-1)).toBe("2026-09-19");
});

test("a day's parts fill its bar from the foot; series that are off take no room", () => {
  const points = toPoints(1);
  const model = toModel(points);
  expect(toSegments(toStack(model, new Set()), points[0])).toMatchObject([
    { series: { id: "a" }, from: 0, to: 0.75 },
    { series: { id: "b" }, from: 0.75, to: 1 },
  ]);
  expect(toSegments(toStack(model, new Set(["a"])), points[0])).toMatchObject([
    { series: { id: "b" }, from: 0, to: 1 },
  ]);
});

test("a day that was not read has no height, which is not zero", () => {
  const [point] = toPoints(1);
  const stack = toStack(toModel([]), new Set());
  const unread = { ...point, costsUsd: [null, null], totalUsd: null } as DailyCostPoint;
  expect(toShownTotal(stack)(unread)).toBeNull();
  expect(toSegments(stack, unread)).toEqual([]);
});

test("many days stand closer together", () => {
  expect(toBarGap(90)).toBeLessThan(toBarGap(30));
});
