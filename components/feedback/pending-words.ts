const BEFORE_CHANGE = "These are still the figures from before the last change.";

/** What is being read or could not be, and whose figures stand there. Equal names are narrowed by something else. */
export function toPendingWords(
  wished: string | null,
  shown: string | null,
  hasFailed = false,
): string {
  const isNamed = wished !== null && wished !== shown;
  const name = isNamed ? wished : "What you chose";
  const start = hasFailed ? `${name} could not be read.` : `Reading${isNamed ? ` ${wished}` : ""}…`;
  const still =
    isNamed && shown !== null ? `These are still the figures of ${shown}.` : BEFORE_CHANGE;
  return `${start} ${still}`;
}

/** Beside a failure: which figures stand below. */
export function toKeptWords(isFromBefore: boolean, age: string): string {
  if (isFromBefore) return ` ${BEFORE_CHANGE}`;
  return age === "" ? "" : ` Showing figures read ${age}.`;
}
