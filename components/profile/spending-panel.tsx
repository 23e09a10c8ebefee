"use client";

import type { ReactNode } from "react";
import { EmptyState } from "@/components/feedback/empty-state";
import { Hint } from "@/components/feedback/hint";
import { QueryPanel } from "@/components/feedback/query-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { formatDateTime, formatUsd, formatUsdExact } from "@/lib/format";
import type { AccountFigures, PersonSpending, SpendingTotal } from "@/lib/spending/schema";
import { findFirstToBlock, KIND_LABELS, toLimitWords } from "@/lib/spending/words";
import { ResetCountdown } from "./reset-countdown";
import { SpendingRing } from "./spending-ring";
import type { ReadResult } from "@/lib/query/use-read";

interface SpendingPanelProps {
  query: ReadResult<PersonSpending>;
  /** Called when a budget period ends while the page is open. */
  onReset: () => void;
}

/** What the viewer has spent in the running periods, led by the account that blocks first. */
export function SpendingPanel({ query, onReset }: SpendingPanelProps) {
  return (
    <QueryPanel
      title="Your spending"
      unit="USD, this budget period"
      query={query}
      skeleton={<Loading />}
    >
      {(spending) => (
        <div className="flex flex-wrap items-center gap-x-10 gap-y-5 py-2">
          <Circles spending={spending} />
          <dl className="grid min-w-64 flex-1 gap-2">
            <Facts spending={spending} onReset={onReset} />
          </dl>
        </div>
      )}
    </QueryPanel>
  );
}

const NO_LIMIT = {
  set: ["No limit", ""],
  no_budget: ["No budget configured", "Ask your administrator to set a limit in LiteLLM."],
  unknown: ["LiteLLM does not know you yet", "Your accounts appear with your first request."],
  unread: ["Not read yet", "Your accounts are read with the next sync."],
} as const;

/** The account that blocks first, and beside it all accounts with a limit where there are several. */
function Circles({ spending }: { spending: PersonSpending }) {
  const { total, accounts } = spending;
  const first = findFirstToBlock(spending);
  const limitUsd = first?.limit_usd ?? null;
  if (first === null || limitUsd === null) return <NoLimit spending={spending} />;
  const limitedCount = accounts.filter((account) => account.limit_usd !== null).length;
  return (
    <div className="flex flex-wrap items-end gap-6">
      <SpendingRing label={KIND_LABELS[first.kind]} used={first} />
      {limitedCount > 1 && (
        <SpendingRing
          label={`All ${limitedCount} accounts with a limit`}
          used={{ ...total, spend_usd: total.limited_spend_usd }}
        />
      )}
    </div>
  );
}

function NoLimit({ spending }: { spending: PersonSpending }) {
  const blocked = spending.accounts.find((account) => account.is_blocked);
  const [title, hint] = blocked
    ? [`${KIND_LABELS[blocked.kind]} is blocked`, "Ask your administrator why."]
    : NO_LIMIT[spending.budget];
  return (
    <EmptyState
      className="min-h-44 max-w-60 rounded-xl border border-dashed"
      title={title}
      hint={hint}
    />
  );
}

function Facts({ spending, onReset }: { spending: PersonSpending; onReset: () => void }) {
  const { total } = spending;
  const first = findFirstToBlock(spending);
  const resetAt = first === null ? total.reset_at : first.reset_at;
  return (
    <>
      <Fact term="Current Spending" note="All your accounts, each since its last reset.">
        <Amount total={total} />
      </Fact>
      {first !== null && <FirstToBlock account={first} />}
      <Fact term="Budget Reset Date">
        {resetAt === null ? "No budget period" : formatDateTime(resetAt)}
      </Fact>
      {resetAt !== null && (
        <Fact term="Time Until Reset">
          <ResetCountdown key={resetAt} resetAt={resetAt} onDue={onReset} />
        </Fact>
      )}
    </>
  );
}

function FirstToBlock({ account }: { account: AccountFigures }) {
  const words = toLimitWords(account);
  const isNear = account.is_blocked || (account.used_share ?? 0) >= 1 || account.pace?.limit_day;
  return (
    <Fact
      term="Blocks first"
      note={isNear ? "Ask an administrator if you need a higher limit." : undefined}
    >
      {KIND_LABELS[account.kind]}
      {words !== null && `. ${words}.`}
    </Fact>
  );
}

function Amount({ total }: { total: SpendingTotal }) {
  const amount = <span className="text-2xl tracking-tight">{formatUsd(total.spend_usd)}</span>;
  if (!total.is_partial) return <span title={formatUsdExact(total.spend_usd)}>{amount}</span>;
  return (
    <Hint says="An account could not be read: its last known figure is in the sum, and there may be more.">
      ≥ {amount}
    </Hint>
  );
}

function Fact({ term, note, children }: { term: string; note?: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[9.5rem_1fr] gap-x-3 max-sm:grid-cols-1">
      <dt className="text-muted-foreground">{term}</dt>
      <dd className="font-medium">
        {children}
        {note && <span className="block text-xs font-normal text-muted-foreground">{note}</span>}
      </dd>
    </div>
  );
}

function Loading() {
  return (
    <div className="flex flex-wrap items-center gap-10 py-2">
      <Skeleton className="size-44 rounded-full!" />
      <div className="grid flex-1 gap-3">
        <Skeleton className="h-8 w-40" />
        <Skeleton className="h-4 w-64" />
        <Skeleton className="h-4 w-56" />
      </div>
    </div>
  );
}
