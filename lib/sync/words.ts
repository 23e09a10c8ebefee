/** What is said of a run that left something out; administrators read it on the page of the runs. */

export function toUnaskableWords(customerIds: readonly string[]): string {
  return (
    "A comma ends an id in LiteLLM's filter, so days and models are not read of: " +
    customerIds.join("; ")
  );
}
