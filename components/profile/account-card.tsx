import { UsedBar } from "@/components/charts/used-bar";
import { Hint } from "@/components/feedback/hint";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { formatDateTime, formatPercent, formatUsd, formatUsdExact } from "@/lib/format";
import type { AccountFigures } from "@/lib/spending/schema";
import { toPaceWords } from "./pace-words";

const LABELS = { web: "Web", cli: "CLI", premium: "Premium" } as const;
const COLORS = {
  web: "var(--series-web)",
  cli: "var(--series-cli)",
  premium: "var(--series-premium)",
} as const;

/** One of the three accounts with its own limit, reset and state. */
export function AccountCard({ account }: { account: AccountFigures }) {
  const label = LABELS[account.kind];
  return (
    <Card aria-label={`${label} account`} className="flex min-w-0 flex-col gap-2 px-4 py-3">
      <div className="flex items-center gap-2">
        <span
          aria-hidden
          className="size-2.5 rounded-[3px]"
          style={{ backgroundColor: COLORS[account.kind] }}
        />
        <h3 className="text-xs font-medium text-muted-foreground">{label}</h3>
        <StateBadge account={account} />
      </div>
      <Body account={account} />
    </Card>
  );
}

function StateBadge({ account }: { account: AccountFigures }) {
  if (account.state === "failed") {
    return (
      <Hint
        says={`${account.error ?? "LiteLLM did not answer."} Last read ${formatDateTime(account.as_of)}.`}
      >
        <Badge tone="danger">Could not be read</Badge>
      </Hint>
    );
  }
  if (account.is_blocked) return <Badge tone="danger">Blocked</Badge>;
  if ((account.used_share ?? 0) >= 1) return <Badge tone="danger">Over the limit</Badge>;
  return null;
}

function Body({ account }: { account: AccountFigures }) {
  const { state, spend_usd: spend, limit_usd: limit, used_share: share } = account;
  if (state === "absent") {
    return (
      <p className="text-sm text-muted-foreground">
        No such account in LiteLLM: nothing was spent here.
      </p>
    );
  }
  if (state === "unread") return <p className="text-sm text-muted-foreground">Not read yet.</p>;
  const pace = toPaceWords(account.pace, (share ?? 0) >= 1);
  return (
    <>
      <p className="text-xl font-semibold tracking-tight" title={formatUsdExact(spend)}>
        {formatUsd(spend)}
        <span className="ml-1.5 text-sm font-normal text-muted-foreground">
          {limit === null ? "no limit set" : `of ${formatUsd(limit)}`}
        </span>
      </p>
      {share !== null && (
        <div className="flex items-center gap-2">
          <UsedBar share={share} className="flex-1" />
          <span className="text-xs">{formatPercent(share)}</span>
        </div>
      )}
      <p className="text-xs text-muted-foreground">
        {account.reset_at === null ? "Never reset" : `Resets ${formatDateTime(account.reset_at)}`}
        {account.soft_limit_usd !== null && ` · warning at ${formatUsd(account.soft_limit_usd)}`}
      </p>
      {pace !== null && <p className="text-xs text-muted-foreground">{pace}.</p>}
    </>
  );
}
