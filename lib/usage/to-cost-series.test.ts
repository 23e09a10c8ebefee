import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addRoundedUsd } from "@/lib/micro-usd";
import { addDays } from "@/lib/time";
import type { DailyUsageRow } from "./schema";
import { toCostSeries } from "./to-cost-series";

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

const toSeries = (rows: DailyUsageRow[], missingDays: string[] = []) =>
  toCostSeries(RANGE, { rows, missing_days: missingDays }, null);

describe("toCostSeries", () => {
  it("shows a missing day as a gap and a read day without usage as nothing spent", () => {
    const { days } = toSeries([toRow("2026-11-01", "a", 2)], ["2026-11-03"]);
    expect(days.map((day) => day.day)).toEqual([
      "2026-11-01",
      "2026-11-02",
      "2026-11-03",
      "2026-11-04",
    ]);
    expect(days.map((day) => day.costs_usd)).toEqual([[2], [], null, []]);
  });

  it("orders series by cost and keeps eight of them when there are exactly eight", () => {
    const rows = Array.from({ length: 8 }, (_, index) =>
      toRow("2026-11-01", `s${index}`, index + 1),
    );
    const { series } = toSeries(rows);
    expect(series.map((one) => one.series_name)).toEqual([
      "s7",
      "s6",
      "s5",
      "s4",
      "s3",
      "s2",
      "s1",
      "s0",
    ]);
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
          const { series, days } = toSeries(rows);
          expect(series.length).toBeLessThanOrEqual(8);
          expect(addRoundedUsd(series.map((one) => one.cost_usd))).toBe(expected);
          expect(addRoundedUsd(days.flatMap((day) => day.costs_usd ?? []))).toBe(expected);
          for (const [index, one] of series.entries()) {
            const ofDays = days.map((day) => day.costs_usd?.[index] ?? 0);
            expect(addRoundedUsd(ofDays)).toBe(one.cost_usd);
          }
        },
      ),
    );
  });

  it("names how many Other stands for", () => {
    const rows = Array.from({ length: 21 }, (_, index) => toRow("2026-11-02", `s${index}`, index));
    expect(toSeries(rows).series.at(-1)).toMatchObject({
      series_id: null,
      series_name: "Other (14)",
    });
  });

  it("puts the previous period beside the same day of the range", () => {
    const { days } = toCostSeries(
      RANGE,
      { rows: [toRow("2026-11-02", "a", 3)], missing_days: [] },
      {
        range: { from: "2026-10-29", to: "2026-10-31" },
        totals: new Map([["2026-10-30", 1.75]]),
      },
    );
    // Shorter than the range: its last day has none to be compared with.
    expect(days.map((day) => day.previous_cost_usd)).toEqual([0, 1.75, 0, null]);
  });
});
