import type { DailyCostModel } from "@/components/charts/prepare-daily-cost";
import type { BurnRate } from "@/lib/coding/schema";
import { addRoundedUsd } from "@/lib/micro-usd";

const SLOT_MS = 300_000;
const SLOTS_A_DAY = 288;

/** The last day in steps of five minutes, those without calls included, up to the one that runs. */
export function prepareBurn({ slots }: BurnRate, now: Date): DailyCostModel {
  const costs = new Map(slots.map(({ at, cost_usd }) => [Date.parse(at), cost_usd]));
  const last = Math.floor(now.getTime() / SLOT_MS);
  const points = Array.from({ length: SLOTS_A_DAY }, (_, index) => {
    const atMs = (last - SLOTS_A_DAY + 1 + index) * SLOT_MS;
    const at = new Date(atMs).toISOString();
    const cost = costs.get(atMs) ?? 0;
    const unknown = { previousUsd: null, isPartial: false };
    return { from: at, to: at, costsUsd: [cost], totalUsd: cost, ...unknown };
  });
  const totalUsd = addRoundedUsd(points.map((point) => point.totalUsd));
  const color = "var(--series-1)";
  return {
    stepDays: 1,
    series: [{ id: "cost", name: "Cost", color, costUsd: totalUsd, isOther: false }],
    ...{ points, totalUsd, previousTotalUsd: null, missingDayCount: 0 },
  };
}
