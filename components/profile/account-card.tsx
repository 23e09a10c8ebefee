import { ACCOUNT_SERIES } from "@/components/charts/account-series";
import { Hint } from "@/components/feedback/hint";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { formatDateTime, formatUsd, formatUsdExact } from "@/lib/format";
import type { AccountFigures } from "@/lib/spending/schema";
import { toLimitWords } from "@/lib/spending/words";
import { SpendingRing } from "./spending-ring";

/** One of the three accounts with its own limit, reset and state. */
export function AccountCard({ account }: { account: AccountFigures }) {
  const { name, color } = ACCOUNT_SERIES.find(({ id }) => id === account.kind) ?? ACCOUNT_SERIES[0];
  return (
    <Card aria-label={`${name} account`} className="flex min-w-0 flex-col gap-2 px-4 py-3">
      <div className="flex items-center gap-2">
        <span aria-hidden className="size-2.5 rounded-[3px]" style={{ backgroundColor: color }} />
        <h3 className="text-xs font-medium text-muted-foreground">{name}</h3>
        <StateBadge account={account} />
      </div>
      <Body account={account} name={name} />
    </Card>
  );
}

function StateBadge({ account }: { account: AccountFigures }) {
  const { state, spend_usd: spend, limit_usd: limit, used_share: share } = account;
  if (state === "failed") {
    return (
      <Hint
        says={`${account.error ?? "LiteLLM did not answer."} Last read ${formatDateTime(account.as_of)}.`}
      >
        <Badge tone="danger">Could not be read</Badge>
      </Hint>
    );
  }
  if (account.is_blocked) return <Badge tone="danger">Blocked</Badge>;
  if (share === null || share < 1) return null;
  return (
    <Badge tone="danger">{(spend ?? 0) > (limit ?? 0) ? "Over the limit" : "Limit reached"}</Badge>
  );
}

function Body({ account, name }: { account: AccountFigures; name: string }) {
  const { state, spend_usd: spend, limit_usd: limit, soft_limit_usd: softLimit } = account;
  if (state === "absent" || state === "unread") {
    return (
      <p className="text-sm text-muted-foreground">
        {state === "unread"
          ? "Not read yet."
          : "No such account in LiteLLM: nothing was spent here."}
      </p>
    );
  }
  const words = toLimitWords(account);
  return (
    <div className="flex items-center gap-4">
      <div className="grid min-w-0 flex-1 gap-2">
        <p className="text-xl font-semibold tracking-tight" title={formatUsdExact(spend)}>
          {formatUsd(spend)}
          <span className="ml-1.5 text-sm font-normal text-muted-foreground">
            {limit === null ? "no limit set" : `of ${formatUsd(limit)}`}
          </span>
        </p>
        <p className="text-xs text-muted-foreground">
          {account.reset_at === null ? "Never reset" : `Resets ${formatDateTime(account.reset_at)}`}
          {softLimit !== null && ` · warning at ${formatUsd(softLimit)}`}
        </p>
        {words !== null && <p className="text-xs text-muted-foreground">{words}.</p>}
      </div>
      {limit !== null && <SpendingRing label={name} used={account} isSmall />}
    </div>
  );
}
