/** What is being fetched, and whose figures stand there until it is. Equal names are narrowed by something else. */
export function toPendingWords(wished: string | null, shown: string | null): string {
  if (wished === null || wished === shown) {
    return "Reading… The figures are still those from before the last change.";
  }
  const still = shown === null ? "from before" : `of ${shown}`;
  return `Reading ${wished}… These are still the figures ${still}.`;
}
