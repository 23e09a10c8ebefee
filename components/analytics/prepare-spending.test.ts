import { describe, expect, it } from "vitest";
import type { SpendStep } from "@/lib/analytics/schema";
import { prepareSpending } from "./prepare-spending";

const time = {
  period: null,
  from: "",
  to: "",
  grain: "day" as const,
  note: null,
  is_whole: true,
  is_read: true,
};

function toStep(day: number, cli: number | null): SpendStep {
  return {
    starts_at: `2026-11-0${day}T00:00:00.000Z`,
    assistants_usd: cli === null ? null : 1,
    workflows_usd: cli === null ? null : 0,
    datasources_usd: cli === null ? null : 0,
    cli_usd: cli,
    other_usd: cli === null ? null : 0,
    total_usd: cli === null ? null : 1 + cli,
  };
}

describe("prepareSpending", () => {
  it("stacks the uses that cost something, and leaves a gap where nothing was read", () => {
    const model = prepareSpending({ time, steps: [toStep(1, 2), toStep(2, null), toStep(3, 0)] });
    expect(model.series.map(({ id, costUsd }) => [id, costUsd])).toEqual([
      ["assistants", 2],
      ["cli", 2],
    ]);
    expect(model.points.map(({ totalUsd }) => totalUsd)).toEqual([3, null, 1]);
    expect(model).toMatchObject({ totalUsd: 4, missingDayCount: 1 });
  });
});
