import { EmptyState } from "@/components/feedback/empty-state";
import { Panel } from "@/components/feedback/panel";
import { formatCount, formatPercent, formatUsd } from "@/lib/format";
import { formatUsdWhole } from "@/lib/format-details";
import type { CohortSummary } from "@/lib/people/schema";
import { toUnit } from "@/lib/people/words";

/** What to plan for: the average of those who spend, times everybody, and a buffer. */
export function ProjectionPanel({
  summary,
  isNarrowed,
}: {
  summary: CohortSummary;
  isNarrowed: boolean;
}) {
  const { projection } = summary;
  return (
    <Panel title="Budget projection" unit={toUnit("USD a period", isNarrowed)}>
      {projection === null ? (
        <EmptyState
          title="Nothing to project from"
          hint="It needs at least one person here whose spending is known and not zero."
        />
      ) : (
        <div className="grid gap-3">
          <p className="text-3xl font-semibold tracking-tight">
            ~{formatUsdWhole(projection.projected_usd)}
          </p>
          <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-sm">
            <dt className="text-muted-foreground">
              {formatUsd(projection.average_usd)} × {formatCount(projection.participants)} people
            </dt>
            <dd className="text-right">{formatUsdWhole(projection.base_usd)}</dd>
            <dt className="text-muted-foreground">
              Buffer of {formatPercent(projection.buffer_share)}
            </dt>
            <dd className="text-right">
              {formatUsdWhole(projection.projected_usd - projection.base_usd)}
            </dd>
          </dl>
          <p className="text-xs text-muted-foreground">
            As if everybody spent what the active spenders do on average, with a reserve on top.
          </p>
        </div>
      )}
    </Panel>
  );
}
