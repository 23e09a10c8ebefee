"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { Hint } from "@/components/feedback/hint";
import { formatCount, formatTokens } from "@/lib/format";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { Payroll } from "@/lib/usage/schema";
import { toComparison } from "./comparison";
import { StatCard } from "./stat-card";
import { StatChange } from "./stat-change";

/** Prompt and completion tokens of all agents. */
export function TokensCard({ payroll }: { payroll: UseQueryResult<ApiAnswer<Payroll>> }) {
  return (
    <StatCard title="Total tokens" query={payroll}>
      {(figures) => (
        <>
          <p className="mt-1 text-2xl/8 font-semibold tracking-tight">
            <Hint
              says={`${formatCount(figures.total.total_tokens)} tokens: ${formatCount(figures.total.prompt_tokens)} in, of which ${formatCount(figures.total.cached_tokens)} cached, and ${formatCount(figures.total.completion_tokens)} out`}
            >
              {formatTokens(figures.total.total_tokens)}
            </Hint>
          </p>
          <div className="mt-auto pt-1">
            <StatChange
              current={figures.total.total_tokens}
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
