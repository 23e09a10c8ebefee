import { Decimal } from "decimal.js";
import { fromMicroUsd, MICRO_USD_PER_USD } from "./micro-usd";

/** USD amounts are decimals inside; twelve fractional digits, as `numeric(24,12)` keeps them. */
export const USD_SCALE = 12;

/** An amount as the database or an upstream wrote it. Throws on anything that is not a finite number. */
export function parseUsd(amount: string | number | Decimal): Decimal {
  const value = new Decimal(amount);
  if (!value.isFinite()) throw new RangeError(`not a finite amount: ${String(amount)}`);
  return value.toDecimalPlaces(USD_SCALE, Decimal.ROUND_HALF_EVEN);
}

export function sumUsd(amounts: Iterable<Decimal>): Decimal {
  let total = new Decimal(0);
  for (const amount of amounts) total = total.plus(amount);
  return total;
}

/** Whole millionths of a dollar: integers, which JavaScript adds exactly. */
export function toMicroUsd(amount: Decimal): number {
  return amount.times(MICRO_USD_PER_USD).toDecimalPlaces(0, Decimal.ROUND_HALF_EVEN).toNumber();
}

/** An amount of the database as JSON carries it; null stays null. */
export function toRoundedUsd(amount: string): number;
export function toRoundedUsd(amount: string | null): number | null;
export function toRoundedUsd(amount: string | null): number | null {
  return amount === null ? null : fromMicroUsd(toMicroUsd(new Decimal(amount)));
}

/**
 * Rounds each amount to a millionth so that the rounded parts add up to the rounded total
 * (largest remainder), which may itself be a share of a larger one. Every panel that splits the same total therefore shows the same sum.
 */
export function roundSharesToMicroUsd(
  amounts: readonly Decimal[],
  totalUsd: Decimal | number = sumUsd(amounts),
): number[] {
  const target = toMicroUsd(new Decimal(totalUsd));
  const parts = amounts.map((amount, index) => {
    const exact = amount.times(MICRO_USD_PER_USD);
    const floor = exact.floor();
    return { index, micro: floor.toNumber(), remainder: exact.minus(floor) };
  });
  const missing = target - parts.reduce((sum, part) => sum + part.micro, 0);
  const byRemainder = [...parts].sort(
    (a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index,
  );
  for (const part of byRemainder.slice(0, missing)) part.micro += 1;
  return parts.map((part) => fromMicroUsd(part.micro));
}

export { Decimal };
