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

export interface Line {
  slope: number;
  /** Half the width of the slope's 95 % interval; NaN for fewer than three points. */
  slopeError: number;
}

/** The straight line through the points with the least squares. */
export function fitLine(points: readonly (readonly [x: number, y: number])[]): Line {
  const count = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const rest = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  const slopeError = count < 3 ? Number.NaN : 2 * Math.sqrt(rest / (count - 2) / spread);
  return { slope, slopeError };
}

export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
