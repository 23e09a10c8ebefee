import type { Decimal } from "@/lib/money";
import type { ModelPriceRecord } from "@/lib/upstream/litellm/records";

/** Digits after the point that a price per token keeps. */
export const PRICE_SCALE = 18;

/** The same price again, however it was written. */
function isSamePrice(a: Decimal | null, b: Decimal | null): boolean {
  if (a === null || b === null) return a === b;
  return a.toDecimalPlaces(PRICE_SCALE).equals(b.toDecimalPlaces(PRICE_SCALE));
}

const toKey = (price: ModelPriceRecord) =>
  JSON.stringify([price.modelGroup, price.provider, price.model]);

/**
 * The prices that are new or differ from the newest stored one of the same model. Of several deployments
 * of one model the first listed counts.
 */
export function diffPrices(
  stored: readonly ModelPriceRecord[],
  read: readonly ModelPriceRecord[],
): ModelPriceRecord[] {
  const newest = new Map(stored.map((price) => [toKey(price), price]));
  const seen = new Set<string>();
  return read.filter((price) => {
    const key = toKey(price);
    if (seen.has(key)) return false;
    seen.add(key);
    const before = newest.get(key);
    return (
      !before ||
      !isSamePrice(before.inputUsdPerToken, price.inputUsdPerToken) ||
      !isSamePrice(before.outputUsdPerToken, price.outputUsdPerToken)
    );
  });
}
