import { Decimal } from "@/lib/money";
import type { TokenBuckets } from "./reading";

/** USD per token, from when on. */
export interface ModelPrice {
  provider: string;
  model: string;
  modelGroup: string;
  effectiveFrom: Date;
  inputUsd: string | null;
  outputUsd: string | null;
}

export interface ComputedCost {
  usd: Decimal;
  /** Which price it was. */
  version: string;
}

/** The price of a model that held at the time; the provider decides between two of one name. */
function findPrice(
  prices: readonly ModelPrice[],
  provider: string,
  model: string,
  at: Date,
): ModelPrice | undefined {
  const named = prices.filter((price) => price.model === model || price.modelGroup === model);
  const ofProvider = named.filter((price) => price.provider === provider);
  const known = ofProvider.length > 0 ? ofProvider : named;
  const byTime = [...known].sort((a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime());
  // Before the first that was ever read, that one is the best there is.
  return byTime.findLast((price) => price.effectiveFrom <= at) ?? byTime[0];
}

/**
 * What a call's tokens cost by the catalogue. The catalogue has no prices for cached tokens, so a call that has
 * some has none either: unknown is better than wrong.
 */
export function computeCost(
  prices: readonly ModelPrice[],
  call: { provider: string; model: string; tokens: TokenBuckets; at: Date },
): ComputedCost | null {
  const { tokens } = call;
  if (tokens.cacheRead > 0 || tokens.cacheWrite > 0) return null;
  const price = findPrice(prices, call.provider, call.model, call.at);
  if (price?.inputUsd == null || price.outputUsd === null) return null;
  const usd = new Decimal(price.inputUsd)
    .times(tokens.uncachedInput)
    .plus(new Decimal(price.outputUsd).times(tokens.output));
  const version = `${price.provider}/${price.model}@${price.effectiveFrom.toISOString()}`;
  return { usd, version };
}
