import { formatAge, formatDay, formatDuration, formatPercent, formatUsd } from "@/lib/format";
import type { Snapshot } from "@/lib/freshness/schema";
import type { AccountFigures, PersonSpending } from "./schema";

export const KIND_LABELS = { web: "Web", cli: "CLI", premium: "Premium" } as const;

function toAccountWords({ kind, state, spend_usd: spend }: AccountFigures): string {
  const label = KIND_LABELS[kind];
  if (state === "failed") return `${label} could not be read`;
  if (state === "absent") return `${label} none`;
  return `${label} ${formatUsd(spend)}`;
}

/** The share is of the accounts that have a limit, so where others spend as well both amounts are named. */
function toAmountWords({ budget, total }: PersonSpending): string {
  const all = `${total.is_partial ? ">=" : ""}${formatUsd(total.spend_usd)}`;
  if (budget === "unread") return `${all} not read yet`;
  if (total.limit_usd === null) return `${all} no budget configured`;
  const limit = `of ${formatUsd(total.limit_usd)} (${formatPercent(total.used_share)})`;
  if (total.limited_spend_usd === total.spend_usd) return `${all} ${limit}`;
  return `${all} in all, ${formatUsd(total.limited_spend_usd)} ${limit}`;
}

/** One line for a prompt or a status line; blanks are plain, so that any terminal shows them. */
export function toSpendingLine(
  spending: PersonSpending,
  snapshot: Pick<Snapshot, "asOf" | "state">,
  now = new Date(),
): string {
  const { total, accounts } = spending;
  const parts = [toAmountWords(spending), accounts.map(toAccountWords).join(", ")];
  if (total.reset_at !== null) {
    const leftMs = Date.parse(total.reset_at) - now.getTime();
    parts.push(leftMs > 0 ? `resets in ${formatDuration(leftMs)}` : "reset is due");
  }
  if (total.pace?.limit_day) parts.push(`limit reached on ${formatDay(total.pace.limit_day, now)}`);
  const mark = snapshot.state === "fresh" ? "" : ` (${snapshot.state})`;
  parts.push(snapshot.asOf === null ? "not read yet" : `${formatAge(snapshot.asOf, now)}${mark}`);
  return `${parts.join(" | ").replaceAll("\u00a0", " ")}\n`;
}
