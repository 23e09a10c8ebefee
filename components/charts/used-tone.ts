const WARNING_FROM = 0.75;

/** How a used share of a limit is coloured: green, orange from 75 %, red from 100 %. */
export function toUsedTone(share: number): "fresh" | "stale" | "failed" {
  if (share >= 1) return "failed";
  return share >= WARNING_FROM ? "stale" : "fresh";
}
