import { addRoundedUsd } from "@/lib/micro-usd";

/** The exact sum of what is known, where null is "not read": null only when every part is null. */
export function sumKnownUsd(amounts: readonly (number | null)[]): number | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0 ? null : addRoundedUsd(known);
}
