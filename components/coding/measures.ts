import { formatCount, formatUsd } from "@/lib/format";
import { formatUsdCompact } from "@/lib/format-details";
import type { SplitMeasure } from "./split-chart";

const USD = { format: formatUsd, formatTick: formatUsdCompact };
const COUNT = { format: formatCount, formatTick: formatCount };

export const COST: SplitMeasure = { ...USD, of: (row) => row.cost_usd, unit: "USD" };
/** What was spent, and what it would have cost where a seat or a plan paid. */
export const COST_AND_VALUE: SplitMeasure = {
  ...USD,
  of: (row) => row.cost_usd + row.value_usd,
  unit: "USD spent, or their value",
  hasTotal: false,
};
export const CALLS: SplitMeasure = { ...COUNT, of: (row) => row.call_count, unit: "calls" };
export const DEVELOPERS: SplitMeasure = {
  ...COUNT,
  of: (row) => row.developer_count,
  unit: "developers",
};
