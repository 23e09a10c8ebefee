import { formatCountOf, formatDateTime, formatDuration, formatUsd } from "@/lib/format";
import type { BudgetDrift, BudgetForecast, BudgetRow } from "./schema";

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

/** Why LiteLLM's counter and its calls differ, or cannot be compared; null where they agree. */
export function toDriftWords(drift: BudgetDrift): string | null {
  const difference = formatUsd(Math.abs(drift.difference_usd ?? 0));
  const lag = formatDuration(Math.abs(drift.lag_ms));
  switch (drift.cause) {
    case null:
      return null;
    case "unknown-period":
      return "The period is not known, or older than the days that are kept, so there is no sum to compare with.";
    case "missing-days":
      return `${formatCountOf(drift.missing_days, "day")} of the period were not read yet.`;
    case "reset-due":
      return "LiteLLM is about to reset it: its job runs every ten minutes.";
    case "counter-is-newer":
      return `The counter was read ${lag} after the days, so newer calls are only in it.`;
    case "days-are-newer":
      return `The days were read ${lag} after the counter, so newer calls are only in them.`;
    case "counter-ahead":
      return `LiteLLM counts ${difference} that no call explains. Its cached counter is known to run ahead of its spend records; calls may be refused too early. Restarting the cache or setting the spend in LiteLLM corrects it.`;
    case "counter-behind":
      return `${difference} of this period's calls are not in LiteLLM's counter: it was set back by hand, the period was changed in the middle, or counts were lost in a restart. Calls may pass beyond the limit.`;
  }
}
