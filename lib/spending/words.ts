import { formatAge, formatDay, formatDuration, formatPercent, formatUsd } from "@/lib/format";
import type { Snapshot } from "@/lib/freshness/schema";
import type { AccountFigures, PersonSpending } from "./schema";

export const KIND_LABELS = { web: "Web", cli: "CLI", premium: "Premium" } as const;

type Limited = Pick<AccountFigures, "is_blocked" | "spend_usd" | "limit_usd" | "pace">;

/** When the account's limit is reached, in words; null where that is not known. */
export function toLimitWords(account: Limited, now = new Date()): string | null {
  const { is_blocked: isBlocked, spend_usd: spend, limit_usd: limit, pace } = account;
  if (isBlocked) return "Blocked: LiteLLM refuses its calls";
  if (spend !== null && limit !== null && spend >= limit) {
    const over = spend > limit ? `${formatUsd(spend - limit)} over the limit` : "Limit reached";
    return `${over}: LiteLLM refuses its calls`;
  }
  if (pace === null) return null;
  const rate = `At ${formatUsd(pace.per_day_usd)} a day`;
  if (pace.limit_day === null)
    return `${rate}, about ${formatUsd(pace.projected_usd)} by the reset`;
  return `${rate}, the limit is reached on ${formatDay(pace.limit_day, now)}`;
}

/** `134 %`; a limit of nothing has no percentage. */
export function toUsedWords({
  limit_usd,
  used_share,
  spend_usd,
}: Pick<AccountFigures, "limit_usd" | "used_share" | "spend_usd">): string {
  return limit_usd === 0 && (spend_usd ?? 0) > 0 ? "Over" : formatPercent(used_share);
}

export function findFirstToBlock(spending: PersonSpending): AccountFigures | null {
  return spending.accounts.find(({ kind }) => kind === spending.blocks_first) ?? null;
}

function toAccountWords({ kind, state, spend_usd: spend }: AccountFigures): string {
  const label = KIND_LABELS[kind];
  if (state === "failed") return `${label} could not be read`;
  if (state === "absent") return `${label} none`;
  return `${label} ${formatUsd(spend)}`;
}

function toLeadWords({ budget }: PersonSpending, account: AccountFigures | null): string {
  if (budget === "unread") return "not read yet";
  if (account?.is_blocked) return `${KIND_LABELS[account.kind]} blocked`;
  if (!account) return "no budget configured";
  const amount = `${formatUsd(account.spend_usd)} of ${formatUsd(account.limit_usd)}`;
  return `${KIND_LABELS[account.kind]} ${amount} (${toUsedWords(account)})`;
}

/** One line for a prompt or a status line; blanks are plain, so that any terminal shows them. */
export function toSpendingLine(
  spending: PersonSpending,
  snapshot: Pick<Snapshot, "asOf" | "state">,
  now = new Date(),
): string {
  const { total, accounts } = spending;
  const account = findFirstToBlock(spending);
  const all = `${total.is_partial ? ">=" : ""}${formatUsd(total.spend_usd)} in all`;
  const parts = [
    toLeadWords(spending, account),
    `${all}: ${accounts.map(toAccountWords).join(", ")}`,
  ];
  const resetAt = account?.reset_at ?? total.reset_at;
  if (resetAt !== null) {
    const leftMs = Date.parse(resetAt) - now.getTime();
    parts.push(leftMs > 0 ? `resets in ${formatDuration(leftMs)}` : "reset is due");
  }
  if (account?.pace?.limit_day) {
    parts.push(`limit reached on ${formatDay(account.pace.limit_day, now)}`);
  }
  const mark = snapshot.state === "fresh" ? "" : ` (${snapshot.state})`;
  parts.push(snapshot.asOf === null ? "not read yet" : `${formatAge(snapshot.asOf, now)}${mark}`);
  return `${parts.join(" | ").replaceAll("\u00a0", " ")}\n`;
}
