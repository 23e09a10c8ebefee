import type { TokenRates } from "./catalog";
import type { Counts, Slice } from "./model";

const PICO_PER_USD = 1e12;

function costParts(counts: Counts, rates: TokenRates): [tokens: number, rate: number][] {
  const { promptTokens, cacheReadTokens, cacheCreationTokens, completionTokens } = counts;
  return [
    [promptTokens - cacheReadTokens - cacheCreationTokens, rates.input],
    [cacheReadTokens, rates.cacheRead],
    [cacheCreationTokens, rates.cacheWrite],
    [completionTokens, rates.output],
  ];
}

/** Exact cost in pico-dollars. */
export function slicePico(slice: Slice): bigint {
  const { given, model } = slice.fact;
  if (given !== null) return given.picoUsd;
  if (model.rates === null) return 0n;
  return costParts(slice.counts, model.rates).reduce(
    (sum, [tokens, rate]) => sum + BigInt(tokens) * BigInt(rate),
    0n,
  );
}

/** The double the proxy would hold: tokens times price, added up without rounding. */
export function sliceUsd(slice: Slice): number {
  const { given, model } = slice.fact;
  if (given !== null) return Number(given.picoUsd) / PICO_PER_USD;
  if (model.rates === null) return 0;
  return costParts(slice.counts, model.rates).reduce(
    (sum, [tokens, rate]) => sum + tokens * (rate / PICO_PER_USD),
    0,
  );
}

export function picoToDecimal(pico: bigint): string {
  const sign = pico < 0n ? "-" : "";
  const digits = (pico < 0n ? -pico : pico).toString().padStart(13, "0");
  const fraction = digits.slice(-12).replace(/0+$/, "");
  return `${sign}${digits.slice(0, -12)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Accepts a decimal string or a number; digits below a pico-dollar are dropped. */
export function decimalToPico(amount: string | number): bigint {
  const text = typeof amount === "number" ? amount.toFixed(12) : amount.trim();
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new Error(`not a decimal amount: ${text}`);
  const [, sign = "", whole = "0", fraction = ""] = match;
  const pico = BigInt(whole + fraction.slice(0, 12).padEnd(12, "0"));
  return sign === "-" ? -pico : pico;
}
