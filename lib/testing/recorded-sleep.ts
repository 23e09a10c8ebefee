import { promisify } from "node:util";

const sleep = promisify(globalThis.setTimeout);

/** What was asked to be waited for, in milliseconds; empty it before use. */
export const waitsMs: number[] = [];

/** In place of `setTimeout` of node:timers/promises: tests judge what is waited for, not how long it took. */
export const setTimeout: typeof sleep = (delayMs, ...rest) => {
  waitsMs.push(delayMs ?? 0);
  return sleep(delayMs, ...rest);
};
