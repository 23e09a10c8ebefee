import { Hint } from "@/components/feedback/hint";
import { Badge } from "@/components/ui/badge";
import {
  toDriftWords,
  toEndlessWords,
  toForecastWords,
  toLimitWords,
  toUnknownWords,
} from "@/lib/budgets/forecast-words";
import type { BudgetDrift, BudgetForecast, BudgetRow } from "@/lib/budgets/schema";
import { formatCountOf, formatPercent, formatUsd } from "@/lib/format";

interface ForecastSectionProps {
  budget: BudgetRow;
  forecast: BudgetForecast | null;
}

/** Where the budget will stand at its reset, and how far such forecasts were off before. */
export function ForecastSection({ budget, forecast }: ForecastSectionProps) {
  if (forecast === null) {
    return <p className="text-sm text-muted-foreground">{toUnknownWords(budget)}</p>;
  }
  const words = toForecastWords(forecast);
  const { backtest } = forecast;
  return (
    <div className="grid gap-1 text-sm">
      <p>
        {words === null ? (
          toEndlessWords(budget)
        ) : (
          <Hint says="Four times in five the end lies within this range.">
            <span className="font-medium">This period {words}.</span>
          </Hint>
        )}{" "}
        {toLimitWords(budget, forecast)}
      </p>
      {forecast.has_little_history && (
        <p className="text-xs text-warning">
          Only {formatCountOf(forecast.history_days, "day")} of history: a plain average, with a
          wide range.
        </p>
      )}
      {backtest && (
        <p className="text-xs text-muted-foreground">
          Tested on {formatCountOf(backtest.months, "past month")} from the middle: off by{" "}
          {formatPercent(backtest.forecast_error)} on average; a straight line by{" "}
          {formatPercent(backtest.straight_line_error)}.
        </p>
      )}
    </div>
  );
}

/** LiteLLM's counter beside the sum of its own spend records. */
export function DriftSection({ drift }: { drift: BudgetDrift }) {
  return (
    <div className="grid gap-1 text-sm">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span>
          Counter <span className="font-medium">{formatUsd(drift.counter_usd)}</span>
        </span>
        <span>
          Sum of the calls <span className="font-medium">{formatUsd(drift.ledger_usd)}</span>
        </span>
        {drift.is_flagged ? (
          <Badge tone="warning">
            They differ by {formatUsd(Math.abs(drift.difference_usd ?? 0))}
          </Badge>
        ) : (
          drift.difference_usd !== null && <Badge tone="success">They agree</Badge>
        )}
      </p>
      <p className="text-xs text-muted-foreground empty:hidden">{toDriftWords(drift)}</p>
    </div>
  );
}
