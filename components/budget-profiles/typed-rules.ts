import { readPercents, readUsd, toAmountText } from "@/components/filters/parse-amount";
import type { AlertBasis, Threshold } from "@/lib/alerts/schema";
import type { ProfileRules } from "@/lib/budget-profiles/schema";

/** A profile's rules as they stand in its form. */
export interface TypedRules {
  limit: string;
  soft: string;
  duration: string;
  spent: string;
  forecast: string;
}

function toPercentText(thresholds: readonly Threshold[], basis: AlertBasis): string {
  const chosen = thresholds.filter((one) => one.basis === basis);
  return chosen.map((one) => one.percent).join(", ");
}

/** @param rules null for a new profile */
export function toTypedRules(rules: ProfileRules | null): TypedRules {
  const thresholds = rules?.thresholds ?? [{ basis: "spent" as const, percent: 80 }];
  return {
    limit: toAmountText(rules?.limit_usd),
    soft: toAmountText(rules?.soft_limit_usd),
    duration: rules === null ? "30d" : (rules.duration ?? ""),
    spent: toPercentText(thresholds, "spent"),
    forecast: toPercentText(thresholds, "forecast"),
  };
}

/** What is not understood, by field. */
export function findIssues(typed: TypedRules): Partial<Record<string, string>> {
  const issues = {
    limit: readUsd(typed.limit).issue,
    soft: readUsd(typed.soft).issue,
    spent: readPercents(typed.spent).issue,
    forecast: readPercents(typed.forecast).issue,
  };
  return Object.fromEntries(
    Object.entries(issues).flatMap(([field, issue]) => (issue === null ? [] : [[field, issue]])),
  );
}

/** What was typed as rules; null while something is not understood. */
export function toRules(typed: TypedRules, channelIds: string[]): ProfileRules | null {
  if (Object.keys(findIssues(typed)).length > 0) return null;
  const toThresholds = (basis: AlertBasis) =>
    readPercents(typed[basis]).percents.map((percent) => ({ basis, percent }));
  return {
    limit_usd: readUsd(typed.limit).value,
    soft_limit_usd: readUsd(typed.soft).value,
    duration: typed.duration.trim() || null,
    thresholds: [...toThresholds("spent"), ...toThresholds("forecast")],
    channel_ids: channelIds,
  };
}
