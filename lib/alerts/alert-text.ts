import { formatDateTime, formatPercent, formatUsd } from "@/lib/format";
import type { AlertMessage } from "./schema";

/** The sentence of an alert: what is used, never what is left, so that "80 %" cannot be misread. */
export function toAlertWords(message: Omit<AlertMessage, "says">): string {
  const { amount_usd: amount, limit_usd: limit } = message;
  const whose =
    message.kind === "agent" ? `${message.name} of ${message.tenant_name}` : message.name;
  const share = limit > 0 ? formatPercent(amount / limit) : "all";
  const figures = `${formatUsd(amount)} of ${formatUsd(limit)}`;
  const until = message.reset_at === null ? "" : ` Resets ${formatDateTime(message.reset_at)}.`;
  if (message.basis === "forecast") {
    return `${whose} is expected to use ${share} of its budget (${figures}).${until}`;
  }
  const head = message.percent >= 100 && amount >= limit ? "has exceeded its budget" : "has used";
  const used = head === "has used" ? `${head} ${share} of its budget` : `${head}: ${share} used`;
  return `${whose} ${used} (${figures}).${until}`;
}
