import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/time";
import type { DailyUsageRow } from "@/lib/usage/schema";
import { addRoundedUsd } from "@/lib/micro-usd";
import { sumKnownUsd } from "./known-sum";
import { OTHER_SERIES_ID, prepareDailyCost, toDailyCostTicks } from "./prepare-daily-cost";

const RANGE = { from: "2026-11-01", to: "2026-11-04" };

function toRow(day: string, name: string, costUsd: number): DailyUsageRow {
  return {
    day,
    series_id: `id-${name}`,
    series_name: name,
    cost_usd: costUsd,
    total_tokens: 10,
    llm_call_count: 1,
  };
}

const toModel = (rows: DailyUsageRow[], missingDays: string[] = []) =>
  prepareDailyCost({ range: RANGE, daily: { rows, missing_days: missingDays }, previous: null });

describe("prepareDailyCost", () => {
  it("shows a missing day as a gap and a read day without usage as zero", () => {
    const model = toModel([toRow("2026-11-01", "a", 2)], ["2026-11-03"]);
    expect(model.points.map((point) => point.totalUsd)).toEqual([2, 0, null, 0]);
    expect(model.points[2]?.costsUsd).toEqual([null]);
    expect(model.missingDayCount).toBe(1);
  });

  it("orders series by cost and keeps eight of them when there are exactly eight", () => {
    const rows = Array.from({ length: 8 }, (_, index) =>
      toRow("2026-11-01", `s${index}`, index + 1),
    );
    const model = toModel(rows);
    expect(model.series.map((series) => series.name)).toEqual([
      "s7",
      "s6",
      "s5",
      "s4",
      "s3",
      "s2",
      "s1",
      "s0",
    ]);
    expect(new Set(model.series.map((series) => series.color)).size).toBe(8);
  });

  it("adds the rest to an exact Other", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            day: fc.integer({ min: 0, max: 3 }),
            series: fc.integer({ min: 0, max: 20 }),
            micro: fc.integer({ min: 0, max: 5_000_000_000 }),
          }),
        ),
        (facts) => {
          const rows = facts.map((fact) =>
            toRow(addDays(RANGE.from, fact.day), `s${fact.series}`, fact.micro / 1e6),
          );
          const expected = facts.reduce((sum, fact) => sum + fact.micro, 0) / 1e6;
          const model = toModel(rows);
          expect(model.series.length).toBeLessThanOrEqual(8);
          expect(model.totalUsd).toBe(expected);
          expect(addRoundedUsd(model.series.map((series) => series.costUsd))).toBe(expected);
          expect(sumKnownUsd(model.points.map((point) => point.totalUsd))).toBe(expected);
        },
      ),
    );
  });

  it("names how many Other stands for", () => {
    const rows = Array.from({ length: 21 }, (_, index) => toRow("2026-11-02", `s${index}`, index));
    const other = toModel(rows).series.at(-1);
    expect(other).toMatchObject({ id: OTHER_SERIES_ID, name: "Other (14)", isOther: true });
  });

  it("puts the previous period beside the same day of the range", () => {
    const model = prepareDailyCost({
      range: RANGE,
      daily: { rows: [toRow("2026-11-02", "a", 3)], missing_days: [] },
      previous: {
        range: { from: "2026-10-28", to: "2026-10-31" },
        daily: {
          rows: [toRow("2026-10-29", "a", 1.5), toRow("2026-10-29", "b", 0.25)],
          missing_days: ["2026-10-31"],
        },
      },
    });
    expect(model.points.map((point) => point.previousUsd)).toEqual([0, 1.75, 0, null]);
    expect(model.previousTotalUsd).toBe(1.75);
  });

  it("lets a bar stand for seven days on a long range without losing a day", () => {
    const range = { from: "2026-01-01", to: "2026-07-01" };
    const rows = Array.from({ length: 182 }, (_, index) =>
      toRow(addDays(range.from, index), "a", 1),
    );
    const model = prepareDailyCost({
      range,
      daily: { rows, missing_days: ["2026-01-03"] },
      previous: null,
    });
    expect(model.stepDays).toBe(7);
    expect(model.points[0]).toMatchObject({
      from: "2026-01-01",
      to: "2026-01-07",
      isPartial: true,
    });
    expect(model.points.at(-1)?.to).toBe("2026-07-01");
  });
});

describe("toDailyCostTicks", () => {
  it("follows the series that are shown", () => {
    const model = toModel([toRow("2026-11-01", "a", 90), toRow("2026-11-01", "b", 8)]);
    expect(toDailyCostTicks(model, new Set()).at(-1)).toBe(100);
    expect(toDailyCostTicks(model, new Set(["id-a"])).at(-1)).toBe(8);
  });
});
