import type { AlertBasis, Threshold } from "@/lib/alerts/schema";

/** Percentages as they are typed, `50, 80 100%`; what is no number is left out. */
export function parseThresholds(basis: AlertBasis, text: string): Threshold[] {
  const percents = text
    .split(/[\s,;]+/)
    .map((part) => Number(part.replace(/%$/, "")))
    .filter((percent) => Number.isFinite(percent) && percent > 0);
  return [...new Set(percents)].sort((a, b) => a - b).map((percent) => ({ basis, percent }));
}
