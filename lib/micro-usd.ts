/** JSON carries USD rounded to a millionth; in the browser sums are made in whole millionths. */
export const MICRO_USD_PER_USD = 1_000_000;

export function fromMicroUsd(microUsd: number): number {
  return microUsd / MICRO_USD_PER_USD;
}

/** The sum of USD numbers that were rounded to a millionth, without the error of adding floats. */
export function addRoundedUsd(amounts: Iterable<number>): number {
  let micro = 0;
  for (const amount of amounts) micro += Math.round(amount * MICRO_USD_PER_USD);
  return fromMicroUsd(micro);
}
