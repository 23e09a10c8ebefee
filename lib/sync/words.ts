import type { IsoDay } from "@/lib/time";
import type { ReadReport } from "@/lib/upstream/litellm/records";

/** What is said of a run that left something out; administrators read it on the page of the runs. */

interface UnsettledDays {
  heldDays: ReadonlySet<IsoDay>;
  goneDays: ReadonlySet<IsoDay>;
}

export function toUnaskableWords(customerIds: readonly string[]): string {
  return (
    "A comma ends an id in LiteLLM's filter, so days and models are not read of: " +
    customerIds.join("; ")
  );
}

const toDays = (count: number) => (count === 1 ? "1 day" : `${count} days`);

/** A first part in the words of the reading, then what is kept. */
function toHeldWords(what: string, kept: string): string {
  return `${what}; ${kept} are kept until the next read confirms it`;
}

export function listUsageWords({ heldDays, goneDays }: UnsettledDays): string[] {
  const held = `LiteLLM now reports less for ${toDays(heldDays.size)} than before`;
  const gone = `LiteLLM has nothing left of ${toDays(goneDays.size)}; the figures read earlier are kept`;
  return [
    ...(heldDays.size > 0 ? [toHeldWords(held, "the earlier figures")] : []),
    ...(goneDays.size > 0 ? [gone] : []),
  ];
}

export function listMessageWords({ heldDays, goneDays }: UnsettledDays): string[] {
  const held = `LiteLLM now reports fewer messages for ${heldDays.size} day(s) than before`;
  const gone = `LiteLLM has no messages left of ${goneDays.size} day(s); the counts read earlier are kept`;
  return [
    ...(heldDays.size > 0 ? [toHeldWords(held, "the earlier counts")] : []),
    ...(goneDays.size > 0 ? [gone] : []),
  ];
}

export function toLostTenantsWords(tenants: number, agents: number): string {
  const what = `LiteLLM's list suddenly lacks ${tenants} tenant(s) and ${agents} agent(s)`;
  return toHeldWords(what, "they");
}

export function toLostCustomersWords(count: number): string {
  return toHeldWords(`LiteLLM's list suddenly lacks ${count} customer(s)`, "they");
}

export function toUnreadAccountsWords(count: number, of?: number): string {
  return of === undefined
    ? `${count} account(s) could not be read; their last figures are kept`
    : `${count} of ${of} account(s) could not be read`;
}

export function toRejectionWords({ rowsRejected, rejections }: ReadReport): string {
  const rows = rowsRejected === 1 ? "1 row" : `${rowsRejected} rows`;
  const reasons = rejections.length > 0 ? `: ${rejections.join("; ")}` : "";
  return `${rows} made no sense and were left out${reasons}`;
}
