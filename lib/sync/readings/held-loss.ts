const SEPARATOR = " ";

/** A list that lost much at once counts only when a later one lost the same. */
export function isLossConfirmed(
  held: string | null,
  suspicion: string,
  readAt: Date,
  confirmAfterMs: number,
): boolean {
  const [heldAt, fingerprint] = held?.split(SEPARATOR) ?? [];
  if (heldAt === undefined || fingerprint !== suspicion) return false;
  return readAt.getTime() - Date.parse(heldAt) >= confirmAfterMs;
}

/** What is remembered of a doubtful list: since when, and what it lost. */
export function toHeldLoss(held: string | null, suspicion: string, readAt: Date): string {
  const isSame = held?.endsWith(`${SEPARATOR}${suspicion}`) ?? false;
  return isSame && held !== null ? held : `${readAt.toISOString()}${SEPARATOR}${suspicion}`;
}
