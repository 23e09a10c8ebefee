export type Source = "LiteLLM" | "the analytics API";

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Why figures are not fresh. One sentence each, for everybody who sees them. */
export const freshnessWords = {
  nothingRead: (source: Source) => `Nothing was read from ${source} yet.`,
  nothingReadForPeriod: () => "Nothing was read for this period yet.",
  notRead: (source: Source) => `${capital(source)} could not be read.`,
  lastReadFailed: (source: Source) => `${capital(source)} could not be read the last time.`,
  notReadForAWhile: (source: Source) => `${capital(source)} has not been read for a while.`,
  daysNotRead: (count: number) =>
    count === 1 ? "1 day is not read yet." : `${count} days are not read yet.`,
  daysBeforeHistory: (count: number, firstDay: string) =>
    `${count === 1 ? "1 day is" : `${count} days are`} missing: figures before ${firstDay} are not read.`,
  rowsLeftOut: (count: number) =>
    count === 1
      ? "1 row from LiteLLM made no sense and was left out."
      : `${count} rows from LiteLLM made no sense and were left out.`,
  daysHeld: (count: number) =>
    `LiteLLM now reports less for ${count === 1 ? "1 day" : `${count} days`}; the earlier figures are kept until that is confirmed.`,
  accountsNotRead: (count: number) =>
    count === 1
      ? "1 account could not be read; its last figures are kept."
      : `${count} accounts could not be read; their last figures are kept.`,
  stepsNotRead: (count: number, unit: "hour" | "day") =>
    count === 1 ? `1 ${unit} is not read.` : `${count} ${unit}s are not read.`,
  tenantsNotWhole: (count: number) =>
    count === 1
      ? "1 tenant on this page is not read whole."
      : `${count} tenants on this page are not read whole.`,
  tenantsNotRead: (count: number) =>
    count === 1
      ? "1 tenant on this page was not read for a while."
      : `${count} tenants on this page were not read for a while.`,
  callsWait: "Calls that arrived are not summed yet: no worker is running.",
};
