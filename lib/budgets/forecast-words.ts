import { formatDateTime, formatUsd } from "@/lib/format";
import type { BudgetForecast, BudgetRow } from "./schema";

/** `ends near $6,210.40 ±340.00`; null where nothing can be said. */
export function toForecastWords(forecast: BudgetForecast | null | undefined): string | null {
  const expected = forecast?.expected_usd ?? null;
  if (!forecast || expected === null) return null;
  const { low_usd: low, high_usd: high } = forecast;
  const half = ((high ?? expected) - (low ?? expected)) / 2;
  const range = half >= 0.005 ? ` ±${formatUsd(half)}` : "";
  return `ends near ${formatUsd(expected)}${range}`;
}

/** Why no end is forecast, for a budget without one. */
export function toEndlessWords({ reset_at: resetAt }: Pick<BudgetRow, "reset_at">): string {
  return resetAt === null
    ? "It never resets, so there is no end to forecast."
    : "Its reset is due, so the end of the next period is not known yet.";
}

/** Why there is no forecast at all. */
export function toUnknownWords({ kind }: Pick<BudgetRow, "kind">): string {
  return kind === "account"
    ? "What a person's account will spend is not forecast."
    : "There are no days of spending to forecast from yet.";
}

/** Whether and when the limit is reached; null where there is no limit. */
export function toLimitWords(
  budget: Pick<BudgetRow, "limit_usd" | "spend_usd">,
  forecast: Pick<BudgetForecast, "runs_out_at" | "expected_usd">,
): string | null {
  if (budget.limit_usd === null) return null;
  if (budget.spend_usd >= budget.limit_usd) return "The limit is reached already.";
  if (forecast.runs_out_at !== null) {
    return `At this rate the limit is reached on ${formatDateTime(forecast.runs_out_at)}.`;
  }
  return forecast.expected_usd === null
    ? "At this rate the limit is not reached within 90 days."
    : "At this rate the limit is not reached before the reset.";
}
