"use client";

import { ErrorNotice } from "@/components/feedback/error-notice";
import { ACCOUNT_SERIES } from "@/components/charts/account-series";
import { UsedBar } from "@/components/charts/used-bar";
import { Badge } from "@/components/ui/badge";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { formatDateTime, formatPercent, formatUsd } from "@/lib/format";
import { peopleQueries } from "@/lib/people/queries";
import type { AccountFigures, PersonSpending } from "@/lib/spending/schema";
import { toUsedShare } from "@/lib/usage/budget-status";
import { PersonInsights } from "./person-insights";
import { useRead } from "@/lib/query/use-read";

const LABELS = { web: "Web", cli: "CLI", premium: "Premium" } as const;

interface PersonDialogProps {
  cohortId: string;
  personId: string;
  onClose: () => void;
}

/** One person: total, split, and each account against its limits. */
export function PersonDialog({ cohortId, personId, onClose }: PersonDialogProps) {
  const query = useRead(peopleQueries.person.options({ cohortId, personId }));
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent className="max-w-xl!">
        <DialogTitle className="break-all">{personId}</DialogTitle>
        <DialogDescription className="sr-only">
          Spending in the running budget period, by account
        </DialogDescription>
        {query.data && <Body spending={query.data.data.spending} />}
        {query.data?.data.insight && <PersonInsights insight={query.data.data.insight} />}
        {query.error && !query.data && (
          <ErrorNotice
            error={query.error}
            onRetry={() => void query.refetch()}
            isRetrying={query.isFetching}
          />
        )}
        {query.isPending && <Skeleton className="h-64" />}
      </DialogContent>
    </Dialog>
  );
}

function SpendingState({ spending }: { spending: PersonSpending }) {
  if (spending.total.is_partial) return <Badge tone="warning">Partial</Badge>;
  if (spending.budget === "unknown") return <Badge tone="outline">Not in LiteLLM</Badge>;
  if (spending.total.spend_usd > 0) return <Badge tone="success">Active</Badge>;
  return <Badge>No spend</Badge>;
}

function Body({ spending }: { spending: PersonSpending }) {
  const { total, accounts } = spending;
  return (
    <div className="grid gap-4">
      <p className="flex items-center gap-3">
        <span className="text-3xl font-semibold tracking-tight">
          {total.is_partial && "≥ "}
          {formatUsd(total.spend_usd)}
        </span>
        <SpendingState spending={spending} />
      </p>
      <dl className="grid grid-cols-3 gap-2">
        {accounts.map((account, index) => (
          <div key={account.kind} className="rounded-lg border px-3 py-2">
            <dt className="flex items-center gap-1.5 text-xs text-muted-foreground">
              <span
                aria-hidden
                className="size-2.5 rounded-[3px]"
                style={{ backgroundColor: ACCOUNT_SERIES[index]?.color }}
              />
              {LABELS[account.kind]}
            </dt>
            <dd className="font-medium">{formatUsd(account.spend_usd)}</dd>
          </div>
        ))}
      </dl>
      <div className="grid gap-3">
        <h3 className="text-sm font-medium">Budget by account</h3>
        {accounts.map((account) => (
          <AccountBudget key={account.kind} account={account} />
        ))}
      </div>
    </div>
  );
}

function toStateWords(account: AccountFigures): string | null {
  if (account.state === "absent") return "LiteLLM does not know this account.";
  if (account.state === "unread") return "Not read yet.";
  if (account.state === "failed") {
    return `Could not be read; the figure is of ${formatDateTime(account.as_of)}. ${account.error ?? ""}`;
  }
  return account.limit_usd === null && account.soft_limit_usd === null ? "No limit set." : null;
}

function AccountBudget({ account }: { account: AccountFigures }) {
  const words = toStateWords(account);
  const limit = account.soft_limit_usd ?? account.limit_usd;
  const share = toUsedShare(account.spend_usd ?? 0, limit);
  const measure = account.soft_limit_usd === null ? "the limit" : "the soft limit";
  return (
    <section
      aria-label={`${LABELS[account.kind]} budget`}
      className="rounded-lg border px-3 py-2.5"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h4 className="text-sm font-medium">{LABELS[account.kind]}</h4>
        {account.is_blocked && <Badge tone="danger">Blocked</Badge>}
      </div>
      {words && <p className="text-xs text-muted-foreground">{words}</p>}
      {limit !== null && (
        <>
          <dl className="grid grid-cols-4 gap-2 py-1.5 text-xs max-sm:grid-cols-2">
            <Figure term="Spend" value={formatUsd(account.spend_usd)} />
            <Figure term="Soft" value={formatUsd(account.soft_limit_usd)} />
            <Figure term="Hard" value={formatUsd(account.limit_usd)} />
            <Figure term="Cycle" value={account.duration ?? "none"} />
          </dl>
          {share !== null && (
            <div className="flex items-center gap-2">
              <UsedBar share={share} className="flex-1" />
              <span className="text-xs">
                {formatPercent(share)} of {measure}
              </span>
            </div>
          )}
          {account.reset_at && (
            <p className="pt-1 text-xs text-muted-foreground">
              Resets {formatDateTime(account.reset_at)}
            </p>
          )}
        </>
      )}
    </section>
  );
}

function Figure({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt className="text-muted-foreground">{term}</dt>
      <dd className="font-medium">{value}</dd>
    </div>
  );
}
