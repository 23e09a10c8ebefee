"use client";

import { formatCount, formatTokens, MISSING } from "@/lib/format";
import type { Payroll, PayrollFigures } from "@/lib/usage/schema";
import { toComparison } from "./comparison";
import { KnownTotal } from "./known-total";
import { StatCard } from "./stat-card";
import { StatChange } from "./stat-change";
import type { ReadResult } from "@/lib/query/use-read";

/** Prompt and completion tokens of all agents. */
export function TokensCard({ payroll }: { payroll: ReadResult<Payroll> }) {
  return (
    <StatCard title="Total tokens" query={payroll}>
      {(figures, { snapshot }) => (
        <>
          <div className="mt-1">
            <KnownTotal
              snapshot={snapshot}
              exact={figures.total ? toExactTokens(figures.total) : MISSING}
            >
              {formatTokens(figures.total?.total_tokens)}
            </KnownTotal>
          </div>
          <div className="mt-auto pt-1">
            <StatChange
              current={figures.total?.total_tokens ?? null}
              previous={figures.previous_total?.total_tokens ?? null}
              previousText={formatTokens(figures.previous_total?.total_tokens)}
              kind="volume"
              comparison={toComparison(figures)}
            />
          </div>
        </>
      )}
    </StatCard>
  );
}

function toExactTokens(total: PayrollFigures): string {
  const input = `${formatCount(total.prompt_tokens)} in, of which ${formatCount(total.cached_tokens)} cached`;
  return `${formatCount(total.total_tokens)} tokens: ${input}, and ${formatCount(total.completion_tokens)} out`;
}
