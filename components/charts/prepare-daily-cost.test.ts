import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/time";
import type { CostSeries, CostSeriesDay } from "@/lib/usage/cost-series-schema";
import { OTHER_SERIES_ID, prepareDailyCost, toDailyCostTicks } from "./prepare-daily-cost";

function toDay(
  day: string,
  costs_usd: number[] | null,
  previous_cost_usd: number | null = null,
): CostSeriesDay {
  return { day, costs_usd, previous_cost_usd };
}

const toSeries = (...costs: number[]): CostSeries["series"] =>
  costs.map((cost_usd, index) => ({
    series_id: `id-${index}`,
    series_name: `s${index}`,
    cost_usd,
  }));

describe("prepareDailyCost", () => {
  it("shows a missing day as a gap and a read day without usage as zero", () => {
    const model = prepareDailyCost({
      series: toSeries(2),
      days: [toDay("2026-11-01", [2]), toDay("2026-11-02", []), toDay("2026-11-03", null)],
    });
    expect(model.points.map((point) => point.totalUsd)).toEqual([2, 0, null]);
    expect(model.points[2]?.costsUsd).toEqual([null]);
    expect(model.missingDayCount).toBe(1);
    expect(model.totalUsd).toBe(2);
  });

  it("gives every series a colour of its own and the rest its grey", () => {
    const other = { series_id: null, series_name: "Other (3)", cost_usd: 0.1 };
    const { series } = prepareDailyCost({
      series: [...toSeries(7, 6, 5, 4, 3, 2, 1), other],
      days: [],
    });
    expect(new Set(series.map((one) => one.color)).size).toBe(8);
    expect(series.at(-1)).toMatchObject({
      id: OTHER_SERIES_ID,
      name: "Other (3)",
      color: "var(--series-other)",
      isOther: true,
    });
  });

  it("puts the previous period beside the same day of the range", () => {
    const model = prepareDailyCost({
      series: toSeries(3),
      days: [
        toDay("2026-11-01", [], 0),
        toDay("2026-11-02", [3], 1.75),
        toDay("2026-11-03", [], null),
      ],
    });
    expect(model.points.map((point) => point.previousUsd)).toEqual([0, 1.75, null]);
    expect(model.previousTotalUsd).toBe(1.75);
  });

  it("lets a bar stand for seven days on a long range without losing a day", () => {
    const days = Array.from({ length: 182 }, (_, index) =>
      toDay(addDays("2026-01-01", index), index === 2 ? null : [1], 0.5),
    );
    const model = prepareDailyCost({ series: toSeries(181), days });
    expect(model.stepDays).toBe(7);
    expect(model.points[0]).toMatchObject({
      from: "2026-01-01",
      to: "2026-01-07",
      totalUsd: 6,
      previousUsd: 3.5,
      isPartial: true,
    });
    expect(model.points.at(-1)?.to).toBe("2026-07-01");
    expect(model.points.reduce((sum, point) => sum + (point.totalUsd ?? 0), 0)).toBe(181);
  });
});

describe("toDailyCostTicks", () => {
  it("follows the series that are shown", () => {
    const model = prepareDailyCost({
      series: toSeries(90, 8),
      days: [toDay("2026-11-01", [90, 8])],
    });
    expect(toDailyCostTicks(model, new Set()).at(-1)).toBe(100);
    expect(toDailyCostTicks(model, new Set(["id-0"])).at(-1)).toBe(8);
  });
});
