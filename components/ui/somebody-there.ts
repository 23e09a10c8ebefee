/** Of somebody who may print, find, jump, scroll or point sooner than all of the page is drawn. */
const SIGNS = ["beforeprint", "keydown", "pointerdown", "pointermove"] as const;

let isThere = false;

/** What was drawn once somebody was there need not be held back again. */
export function isSomebodyThere(): boolean {
  return isThere;
}

/** Calls back with the first sign of somebody; returns how to stop waiting for it. */
export function onSomebodyThere(call: () => void): () => void {
  const stop = () => SIGNS.forEach((sign) => removeEventListener(sign, answer));
  const answer = () => {
    isThere = true;
    stop();
    call();
  };
  for (const sign of SIGNS) addEventListener(sign, answer);
  return stop;
}
