import type { ReactNode } from "react";

export type SortOrder = "asc" | "desc";

export interface TableSort {
  columnId: string;
  order: SortOrder;
}

/** One column of a data table; the figures' unit belongs into `header`. */
export interface TableColumn<T> {
  id: string;
  /** Short; also what the column menu lists. */
  header: string;
  /** Longer words for the header, where it needs them. */
  hint?: string;
  align?: "left" | "right";
  cell: (row: T) => ReactNode;
  /** What a client-side sort compares; missing figures (null) always come last. */
  sortValue?: (row: T) => number | string | null;
  /** Sorts on the server: a header without `sortValue` that can be clicked all the same. */
  isSortable?: boolean;
  /** The first order a click asks for; figures start with the largest. */
  firstOrder?: SortOrder;
  /** The total line's cell. */
  total?: ReactNode;
  /** Not shown until asked for. */
  isHiddenAtFirst?: boolean;
  className?: string;
}

/** Orders figures and words, missing last in both directions (`sign` is -1 for descending). */
export function compareSortValues(
  left: number | string | null,
  right: number | string | null,
  sign: 1 | -1,
): number {
  if (left === null || right === null) {
    // The table negates what is returned when it sorts down; undo that, so that missing stays last.
    return (Number(left === null) - Number(right === null)) * sign;
  }
  if (typeof left === "number" && typeof right === "number") return left - right;
  return String(left).localeCompare(String(right), "en", { sensitivity: "base", numeric: true });
}
