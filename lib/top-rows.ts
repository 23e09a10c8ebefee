/** The largest rows by name and the rest that one exact "Other" row stands for. */
export interface TopRows<T> {
  shown: T[];
  rest: T[];
}

/** Splits ordered rows after `limit`; a rest of one row is shown, because "Other (1)" hides a name for nothing. */
export function splitTopRows<T>(ordered: readonly T[], limit: number): TopRows<T> {
  const isWhole = ordered.length <= limit + 1;
  return {
    shown: isWhole ? [...ordered] : ordered.slice(0, limit),
    rest: isWhole ? [] : ordered.slice(limit),
  };
}

/** Largest value first, equal values by name, so that the order never depends on the answer's order. */
export function orderByValue<T>(
  rows: readonly T[],
  valueOf: (row: T) => number,
  nameOf: (row: T) => string,
): T[] {
  return [...rows].sort((a, b) => valueOf(b) - valueOf(a) || compareText(nameOf(a), nameOf(b)));
}

/** By code unit: the same order in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** "Other (14)" */
export function toOtherName(count: number): string {
  return `Other (${count})`;
}
