import { performance } from "node:perf_hooks";

/** Times in milliseconds, in the order they were taken. */
export type Times = readonly number[];

/** The value that so much of the sample does not exceed, by the nearest rank; NaN for an empty sample. */
export function toPercentile(times: Times, share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function toMedian(values: Times): number {
  return toPercentile(values, 0.5);
}

export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
