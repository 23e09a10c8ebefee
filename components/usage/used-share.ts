/** The true share of a limit, above 1 when over it; null without a limit. A limit of 0 is used up. */
export function toUsedShare(spendUsd: number, limitUsd: number | null): number | null {
  if (limitUsd === null) return null;
  return limitUsd === 0 ? Math.max(1, spendUsd) : spendUsd / limitUsd;
}
