"use client";

import { Sparkline } from "@/components/charts/sparkline";
import { formatUsd, formatUsdExact } from "@/lib/format";
import type { Payroll } from "@/lib/usage/schema";
import { toComparison } from "./comparison";
import { KnownTotal } from "./known-total";
import { StatCard } from "./stat-card";
import { StatChange } from "./stat-change";
import type { ReadResult } from "@/lib/query/use-read";

/** What the tenant's agents cost together; the payroll's foot has the same number. */
export function CostCard({ payroll }: { payroll: ReadResult<Payroll> }) {
  return (
    <StatCard title="Total cost" query={payroll}>
      {(figures, { snapshot }) => (
        <>
          <div className="mt-1 flex items-end justify-between gap-3">
            <KnownTotal snapshot={snapshot} exact={formatUsdExact(figures.total?.cost_usd)}>
              {formatUsd(figures.total?.cost_usd)}
            </KnownTotal>
            <Sparkline values={figures.total_trend} className="mb-1 h-7 w-24 min-w-0 shrink" />
          </div>
          <div className="mt-auto pt-1">
            <StatChange
              current={figures.total?.cost_usd ?? null}
              previous={figures.previous_total?.cost_usd ?? null}
              previousText={formatUsd(figures.previous_total?.cost_usd)}
              kind="cost"
              comparison={toComparison(figures)}
            />
          </div>
        </>
      )}
    </StatCard>
  );
}
