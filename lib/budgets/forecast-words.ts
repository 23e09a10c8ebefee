import { formatUsd } from "@/lib/format";
import type { BudgetForecast } from "./schema";

/** `ends near $6,210.40 ±340.00`; null where nothing can be said. */
export function toForecastWords(forecast: BudgetForecast | null | undefined): string | null {
  const expected = forecast?.expected_usd ?? null;
  if (!forecast || expected === null) return null;
  const { low_usd: low, high_usd: high } = forecast;
  const half = ((high ?? expected) - (low ?? expected)) / 2;
  const range = half >= 0.005 ? ` ±${formatUsd(half)}` : "";
  return `ends near ${formatUsd(expected)}${range}`;
}
