import { formatDateTime, formatPercent, formatUsd } from "@/lib/format";
import type { AlertMessage, AlertRuleRow, Threshold } from "./schema";

/** `80 %`, `forecast 100 %` */
export function toThresholdWords({ basis, percent }: Threshold): string {
  return `${basis === "forecast" ? "forecast " : ""}${percent} %`;
}

/** The sentence of an alert: what is used, never what is left, so that "80 %" cannot be misread. */
export function toAlertWords(alert: Omit<AlertMessage, "says" | "also" | "crossed_at">): string {
  const { amount_usd: amount, limit_usd: limit, expected_usd: expected } = alert;
  const toShare = (usd: number) => (limit > 0 ? formatPercent(usd / limit) : "all");
  const whose = alert.kind === "agent" ? `${alert.name} of ${alert.tenant_name}` : alert.name;
  const figures = `(${formatUsd(amount)} of ${formatUsd(limit)})`;
  const until = alert.reset_at === null ? "" : ` Resets ${formatDateTime(alert.reset_at)}.`;
  if (alert.basis === "forecast") {
    return `${whose} is expected to use ${toShare(amount)} of its budget ${figures}.${until}`;
  }
  const used =
    alert.percent >= 100 && amount >= limit
      ? `has exceeded its budget: ${toShare(amount)} used`
      : `has used ${toShare(amount)} of its budget`;
  const forecast =
    expected === null ? "" : `, expected to reach ${toShare(expected)} (${formatUsd(expected)})`;
  return `${whose} ${used} ${figures}${forecast}.${until}`;
}

export const ALERT_REFUSALS = {
  unknown: "There is no such thing, or it is not yours to change.",
  over: "This alert is over already.",
  sent: "This message is sent or under way.",
  noMailServer: "No mail server is set: SMTP_URL is empty.",
  channel: "The rule names a channel that is not there.",
};

export const TEST_WORDS =
  "This is a test message from Tokenroll. Alerts to this channel will arrive here.";

/** The subject of a mail; a name must not begin another header. */
export function toSubject({ name }: Pick<AlertMessage, "name">): string {
  return `Budget alert: ${name.replace(/[\r\n]+/g, " ")}`;
}

export const LINK_WORDS = "Open the budget";

const SCOPES = {
  everything: "Every tenant and agent",
  tenant: "Tenant",
  "tenant-agents": "All agents of",
  agent: "Agent",
  account: "Account",
} as const;

/** Which budgets a rule is about. */
export function toScopeWords(rule: AlertRuleRow): string {
  const of = rule.tenant_name ?? rule.tenant_id;
  if (rule.scope === "everything") return SCOPES.everything;
  if (rule.scope === "agent") return `${rule.entity_name ?? "An agent that is gone"} of ${of}`;
  if (rule.scope === "account") return `Account ${rule.entity_id}`;
  return `${SCOPES[rule.scope]} ${of}`;
}
