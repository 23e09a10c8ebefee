/** One part of a stacked bar, from the start. */
export interface StackSeries {
  id: string;
  name: string;
  color: string;
}

/** A bar and the value of each series, in the series' order. */
export interface StackBar {
  id: string;
  name: string;
  values: readonly number[];
  /** What hover and screen readers tell. */
  words: string;
}

export function sumValues(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The largest bar, never zero, so that shares of it are numbers. */
export function toLongest(bars: readonly StackBar[]): number {
  return Math.max(1e-9, ...bars.map((bar) => sumValues(bar.values)));
}
