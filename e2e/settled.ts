import { addDays, toIsoDay } from "@/lib/time";

const today = toIsoDay(new Date());

/**
 * Days that LiteLLM adds nothing to any more and that nobody reads again: what is read of them twice is the
 * same to the last digit, whatever is synced in between and also when midnight passes.
 */
export const SETTLED = { startDate: addDays(today, -33), endDate: addDays(today, -5) };

/** The same days in the URL of a page. */
export const settledPageSearch = `from=${SETTLED.startDate}&to=${SETTLED.endDate}`;

/** The same days in the URL of an endpoint. */
export const settledApiSearch = `start_date=${SETTLED.startDate}&end_date=${SETTLED.endDate}`;
