import { formatAge, formatDay, formatDuration, formatPercent, formatUsd } from "@/lib/format";
import type { Snapshot } from "@/lib/http/snapshot-headers";
import type { AccountFigures, PersonSpending } from "./schema";

export const KIND_LABELS = { web: "Web", cli: "CLI", premium: "Premium" } as const;

function toAccountWords({ kind, state, spend_usd: spend }: AccountFigures): string {
  const label = KIND_LABELS[kind];
  if (state === "failed") return `${label} could not be read`;
  if (state === "absent") return `${label} none`;
  return `${label} ${formatUsd(spend)}`;
}

function toLimitWords({ budget, total }: PersonSpending): string {
  if (budget === "unread") return "not read yet";
  if (total.limit_usd === null) return "no budget configured";
  return `of ${formatUsd(total.limit_usd)} (${formatPercent(total.used_share)})`;
}

/** One line for a prompt or a status line; blanks are plain, so that any terminal shows them. */
export function toSpendingLine(
  spending: PersonSpending,
  snapshot: Pick<Snapshot, "asOf" | "state">,
  now = new Date(),
): string {
  const { total, accounts } = spending;
  const parts = [
    `${total.is_partial ? ">=" : ""}${formatUsd(total.spend_usd)} ${toLimitWords(spending)}`,
    accounts.map(toAccountWords).join(", "),
  ];
  if (total.reset_at !== null) {
    const leftMs = Date.parse(total.reset_at) - now.getTime();
    parts.push(leftMs > 0 ? `resets in ${formatDuration(leftMs)}` : "reset is due");
  }
  if (total.pace?.limit_day) parts.push(`limit reached on ${formatDay(total.pace.limit_day, now)}`);
  const mark = snapshot.state === "fresh" ? "" : ` (${snapshot.state})`;
  parts.push(snapshot.asOf === null ? "not read yet" : `${formatAge(snapshot.asOf, now)}${mark}`);
  return `${parts.join(" | ").replaceAll("\u00a0", " ")}\n`;
}
