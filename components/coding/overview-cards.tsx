import { ChangeText } from "@/components/feedback/change-text";
import type { CodingSummary } from "@/lib/coding/schema";
import {
  formatCount,
  formatCountOf,
  formatPercent,
  formatTokens,
  formatUsd,
  formatUsdExact,
  MISSING,
} from "@/lib/format";
import type { FigureCard } from "./figure-cards";

function toPer(costUsd: number, count: number): string {
  return count > 0 ? formatUsd(costUsd / count) : MISSING;
}

const PER_LINES = 100;

/** What was spent, by whom, on how much, and what one piece of work came to. */
export function toOverviewCards(sum: CodingSummary): FigureCard[] {
  const input = sum.uncached_input_tokens + sum.cache_read_tokens + sum.cache_write_tokens;
  const lines = sum.lines_added + sum.lines_removed;
  return [
    {
      label: "Total cost",
      value: formatUsd(sum.cost_usd),
      title: formatUsdExact(sum.cost_usd),
      note: <ChangeText current={sum.cost_usd} previous={sum.previous_cost_usd} kind="cost" />,
    },
    {
      label: "Model calls",
      value: formatCount(sum.call_count),
      note:
        sum.unpriced_count > 0 ? (
          `${formatCount(sum.unpriced_count)} without a price`
        ) : (
          <ChangeText current={sum.call_count} previous={sum.previous_call_count} kind="volume" />
        ),
    },
    {
      label: "Active developers",
      value: formatCount(sum.developer_count),
      note: `${toPer(sum.cost_usd, sum.developer_count)} each`,
    },
    {
      label: "Tokens",
      value: formatTokens(input + sum.output_tokens),
      title: formatCount(input + sum.output_tokens),
      note: `${formatPercent(input > 0 ? sum.cache_read_tokens / input : null)} of input from cache`,
    },
    {
      label: "Sessions",
      value: formatCount(sum.session_count),
      note: `${toPer(sum.cost_usd, sum.session_count)} each`,
    },
    {
      label: "Value beside the cost",
      value: formatUsd(sum.value_usd),
      title: formatUsdExact(sum.value_usd),
      note: "paid by seats and plans",
    },
    {
      label: "Lines changed",
      value: formatCount(lines),
      note: `${toPer(sum.cost_usd * PER_LINES, lines)} per ${PER_LINES} lines`,
    },
    {
      label: "Commits",
      value: formatCount(sum.commits),
      note: `${toPer(sum.cost_usd, sum.commits)} each`,
    },
    {
      label: "Pull requests",
      value: formatCount(sum.pull_requests),
      note: `${toPer(sum.cost_usd, sum.pull_requests)} each`,
    },
    {
      label: "Failed calls",
      value: formatCount(sum.failed_call_count),
      note: `of ${formatCountOf(sum.call_count, "call")}`,
    },
  ];
}
