"use client";

import { Hint } from "@/components/feedback/hint";
import { useNow } from "@/components/feedback/use-now";
import { Badge } from "@/components/ui/badge";
import { formatDateTime, formatDuration, formatPercent, formatUsd } from "@/lib/format";
import { toUsedShare } from "@/lib/usage/budget-status";
import type { BudgetFigures, TenantDetail } from "@/lib/usage/schema";
import { BudgetAlertBadge } from "@/components/feedback/budget-alert-badge";
import { BudgetBar } from "./budget-bar";
import { BudgetForecast } from "./budget-forecast";
import { StatCard } from "./stat-card";
import type { ReadResult } from "@/lib/query/use-read";

/** The tenant's own budget as LiteLLM counts it; range and filters do not change it. */
export function BudgetCard({ detail }: { detail: ReadResult<TenantDetail> }) {
  return (
    <StatCard title="Budget, whole tenant" query={detail} className="sm:col-span-2 xl:col-span-1">
      {({ budget, tenant_id: tenantId }) =>
        budget.limit_usd === null ? (
          <NoLimit budget={budget} />
        ) : (
          <Used budget={budget} tenantId={tenantId} />
        )
      }
    </StatCard>
  );
}

function NoLimit({ budget }: { budget: BudgetFigures }) {
  return (
    <>
      <p className="mt-1 text-2xl/8 font-semibold tracking-tight">
        {formatUsd(budget.spend_usd)}
        <span className="ml-2 text-sm font-normal tracking-normal text-muted-foreground">
          spent
        </span>
      </p>
      <p className="mt-auto flex flex-wrap items-center gap-x-2 pt-1 text-xs text-muted-foreground">
        <BudgetAlertBadge status="ok" limitUsd={null} />
        Administrators set limits under Budgets.
      </p>
    </>
  );
}

function Used({ budget, tenantId }: { budget: BudgetFigures; tenantId: string }) {
  const { limit_usd: limitUsd, spend_usd: spendUsd, status } = budget;
  const usedShare = toUsedShare(spendUsd, limitUsd) ?? 0;
  const leftUsd = (limitUsd ?? 0) - spendUsd;
  // As wide as the words that come, so that nothing moves on a phone, where they take a line.
  const forecastPlace = (
    <span aria-hidden className="invisible">
      ends near {formatUsd(limitUsd)} ±{formatUsd(leftUsd)}
    </span>
  );
  return (
    <>
      <div className="mt-1 flex flex-wrap items-baseline justify-between gap-x-3">
        <p className="text-2xl/8 font-semibold tracking-tight">
          {formatPercent(usedShare)}
          <span className="ml-2 text-sm font-normal tracking-normal text-muted-foreground">
            of {formatUsd(limitUsd)}
          </span>
        </p>
        <ResetText resetAt={budget.reset_at} />
      </div>
      <BudgetBar usedShare={usedShare} status={status} className="mt-2" />
      <p className="mt-auto flex flex-wrap items-center gap-x-2 gap-y-1 pt-1.5 text-xs text-muted-foreground">
        {status !== "ok" && <BudgetAlertBadge status={status} limitUsd={limitUsd} />}
        {budget.is_blocked && <Badge tone="danger">Blocked in LiteLLM</Badge>}
        <span>
          {formatUsd(spendUsd)} spent,{" "}
          {leftUsd >= 0 ? `${formatUsd(leftUsd)} left` : `${formatUsd(-leftUsd)} over`}
        </span>
        <BudgetForecast tenantId={tenantId} place={forecastPlace} />
      </p>
    </>
  );
}

function ResetText({ resetAt }: { resetAt: string | null }) {
  const now = useNow();
  if (resetAt === null) return <span className="text-xs text-muted-foreground">never resets</span>;
  if (now === null) return null;
  const leftMs = new Date(resetAt).getTime() - now.getTime();
  return (
    <Hint says={`Resets ${formatDateTime(resetAt, now)}`} className="text-xs text-muted-foreground">
      {leftMs > 0 ? `resets in ${formatDuration(leftMs)}` : "reset is due"}
    </Hint>
  );
}
