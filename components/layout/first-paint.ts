/** Stands behind a page's figures in the HTML. */
export const FIGURES_ID = "figures-are-here";

const MAX_WAIT_MS = 400;

/**
 * The first paint waits for the figures, for this long; then what is there is shown, skeletons first. Without
 * it React shows the skeletons for 300 ms even where the figures come at once.
 */
const RELEASE_PAINT = `setTimeout(()=>document.querySelector('link[rel="expect"]')?.remove(),${MAX_WAIT_MS})`;

/**
 * React starts once the first paint is on the screen: its start takes a phone a third of a second, in which
 * nothing can be painted. What Next has to do before it starts is in `__next_s`, a list that it goes through
 * with `reduce`; were that to change, it would find one entry that does nothing.
 */
const START_AFTER_PAINT = `(self.__next_s=[[null,{children:""}]]).reduce=()=>new Promise(r=>{document.visibilityState==="hidden"&&r();new PerformanceObserver(r).observe({type:"paint",buffered:true});setTimeout(r,${2 * MAX_WAIT_MS})})`;

export const FIRST_PAINT_SCRIPT = `${RELEASE_PAINT};${START_AFTER_PAINT}`;
