import { DIMENSIONS, mapDimensions, type DimensionScores } from "./records";

/** Each dimension's share of the score. */
export const DIMENSION_WEIGHTS: DimensionScores = {
  d1: 0.2,
  d2: 0.2,
  d3: 0.1,
  d4: 0.1,
  d5: 0.3,
  d6: 0.1,
};

/** The weighted sum of six scores of one scale, to two decimals. */
export function toTotalScore(scores: DimensionScores): number {
  const sum = DIMENSIONS.reduce((total, id) => total + scores[id] * DIMENSION_WEIGHTS[id], 0);
  return Math.round(sum * 100) / 100;
}

/**
 * Scores from 0 to 100. Some answers carry 0 to 1; which it is shows the total, which is always
 * out of 100, because the weighted sum must come near it.
 */
export function toHundredScale(scores: DimensionScores, totalScore: number): DimensionScores {
  const isShares = DIMENSIONS.every((id) => scores[id] <= 1);
  const asIs = Math.abs(toTotalScore(scores) - totalScore);
  const scaled = mapDimensions((id) => Math.round(scores[id] * 10_000) / 100);
  return isShares && Math.abs(toTotalScore(scaled) - totalScore) < asIs ? scaled : scores;
}
