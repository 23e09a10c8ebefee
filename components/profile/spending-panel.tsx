"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { EmptyState } from "@/components/feedback/empty-state";
import { Hint } from "@/components/feedback/hint";
import { QueryPanel } from "@/components/feedback/query-panel";
import { Skeleton } from "@/components/ui/skeleton";
import { formatDateTime, formatUsd, formatUsdExact } from "@/lib/format";
import type { ApiAnswer } from "@/lib/http/api-client";
import type { PersonSpending } from "@/lib/spending/schema";
import { FactList, type Fact } from "./fact-list";
import { toPaceWords } from "./pace-words";
import { ResetCountdown } from "./reset-countdown";
import { SpendingRing } from "./spending-ring";

interface SpendingPanelProps {
  query: UseQueryResult<ApiAnswer<PersonSpending>>;
  /** Called when a budget period ends while the page is open. */
  onReset: () => void;
}

/** What the viewer has spent in the running period, over all accounts. */
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
          <Circle spending={spending} />
          <div className="min-w-64 flex-1">
            <FactList facts={listFacts(spending, onReset)} />
          </div>
        </div>
      )}
    </QueryPanel>
  );
}

function Circle({ spending }: { spending: PersonSpending }) {
  const { total, budget } = spending;
  if (total.limit_usd !== null && total.limited_spend_usd !== null) {
    return (
      <SpendingRing
        spendUsd={total.limited_spend_usd}
        limitUsd={total.limit_usd}
        share={total.used_share ?? 0}
      />
    );
  }
  const words = {
    set: ["No limit", ""],
    no_budget: ["No budget configured", "Ask your administrator to set a limit in LiteLLM."],
    unknown: ["LiteLLM does not know you yet", "Your accounts appear with your first request."],
    unread: ["Not read yet", "Your accounts are read with the next sync."],
  }[budget];
  return (
    <EmptyState
      className="min-h-44 max-w-60 rounded-xl border border-dashed"
      title={words[0] ?? ""}
      hint={words[1]}
    />
  );
}

function listFacts({ total }: PersonSpending, onReset: () => void): Fact[] {
  const amount = `${total.is_partial ? "≥ " : ""}${formatUsd(total.spend_usd)}`;
  const facts: Fact[] = [
    {
      term: "Current Spending",
      value: total.is_partial ? (
        <Hint says="An account could not be read: its last known figure is in the sum, and there may be more.">
          <span className="text-2xl tracking-tight">{amount}</span>
        </Hint>
      ) : (
        <span className="text-2xl tracking-tight" title={formatUsdExact(total.spend_usd)}>
          {amount}
        </span>
      ),
    },
  ];
  if (total.reset_at !== null) {
    const { reset_at: resetAt } = total;
    facts.push({ term: "Budget Reset Date", value: formatDateTime(resetAt) });
    facts.push({
      term: "Time Until Reset",
      value: <ResetCountdown key={resetAt} resetAt={resetAt} onDue={onReset} />,
    });
  } else {
    facts.push({ term: "Budget Reset Date", value: "No budget period" });
  }
  const pace = toPaceWords(total.pace, (total.used_share ?? 0) >= 1);
  if (pace !== null) facts.push({ term: "Pace", value: pace });
  return facts;
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
