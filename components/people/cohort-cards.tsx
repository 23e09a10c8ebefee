import type { ReactNode } from "react";
import { ACCOUNT_SERIES } from "@/components/charts/account-series";
import { Hint } from "@/components/feedback/hint";
import { Card } from "@/components/ui/card";
import { formatCount, formatPercent, formatUsd, formatUsdExact } from "@/lib/format";
import type { CohortSummary } from "@/lib/people/schema";

interface FigureCardProps {
  title: string;
  value: ReactNode;
  caption?: string;
  color?: string;
  /** The page's filters do not reach it. */
  isWhole: boolean;
}

function FigureCard({ title, value, caption, color, isWhole }: FigureCardProps) {
  const captions = [caption, isWhole && "whole cohort"].filter(Boolean);
  return (
    <Card aria-label={title} className="flex min-h-24 min-w-0 flex-col gap-1 px-4 py-3">
      <h2 className="flex items-center gap-1.5 text-xs font-medium text-muted-foreground">
        {color && (
          <span aria-hidden className="size-2.5 rounded-[3px]" style={{ backgroundColor: color }} />
        )}
        {title}
      </h2>
      <p className="text-2xl font-semibold tracking-tight">{value}</p>
      {captions.length > 0 && (
        <p className="text-xs text-muted-foreground">{captions.join(" · ")}</p>
      )}
    </Card>
  );
}

function toShare(part: number, whole: number): string {
  return whole > 0 ? `${formatPercent(part / whole)} of the total` : "nothing spent";
}

interface CohortCardsProps {
  summary: CohortSummary;
  /** The table is narrowed; the cards are not. */
  isNarrowed: boolean;
}

/** What the cohort has spent, who of it spends, and the average. */
export function CohortCards({ summary, isNarrowed: isWhole }: CohortCardsProps) {
  const { grand_total_usd: total, partial } = summary;
  const amounts = [summary.web_usd, summary.cli_usd, summary.premium_usd];
  return (
    <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
      <FigureCard
        isWhole={isWhole}
        title="Grand total"
        color="var(--series-total)"
        value={
          partial > 0 ? (
            <Hint
              says={`Accounts of ${formatCount(partial)} people could not be read: their last known figures are in the sum, and there may be more.`}
            >
              ≥ {formatUsd(total)}
            </Hint>
          ) : (
            <span title={formatUsdExact(total)}>{formatUsd(total)}</span>
          )
        }
        caption={partial > 0 ? `${formatCount(partial)} people partial` : "this budget period"}
      />
      {ACCOUNT_SERIES.map((series, index) => (
        <FigureCard
          key={series.id}
          isWhole={isWhole}
          title={series.name}
          color={series.color}
          value={<span title={formatUsdExact(amounts[index])}>{formatUsd(amounts[index])}</span>}
          caption={toShare(amounts[index] ?? 0, total)}
        />
      ))}
      <FigureCard
        isWhole={isWhole}
        title="Participants"
        value={formatCount(summary.participants)}
      />
      <FigureCard
        isWhole={isWhole}
        title="Found in LiteLLM"
        value={formatCount(summary.found)}
        caption={
          summary.participants > 0 ? formatPercent(summary.found / summary.participants) : undefined
        }
      />
      <FigureCard
        isWhole={isWhole}
        title="Active spenders"
        value={formatCount(summary.active)}
        caption="with spend above zero"
      />
      <FigureCard
        isWhole={isWhole}
        title="Average per active spender"
        value={
          <span title={formatUsdExact(summary.average_usd)}>{formatUsd(summary.average_usd)}</span>
        }
        caption={partial > 0 ? "without partial people" : undefined}
      />
    </div>
  );
}
