export interface Page<T> {
  items: readonly T[];
  total: number;
  totalPages: number;
  hasMore: boolean;
}

/** Offset paging over a list, with no memory of what earlier pages held. */
export function pageOf<T>(list: readonly T[], page: number, size: number): Page<T> {
  const start = Math.max(0, (page - 1) * size);
  return {
    items: list.slice(start, start + size),
    total: list.length,
    totalPages: Math.ceil(list.length / size),
    hasMore: page * size < list.length,
  };
}
