/** Stands behind a page's figures in the HTML. */
export const FIGURES_ID = "figures-are-here";

const MAX_WAIT_MS = 400;

/**
 * The first paint waits for the figures, for this long; then what is there is shown, skeletons first. Without
 * it React shows the skeletons for 300 ms even where the figures come at once.
 */
export const FIRST_PAINT_SCRIPT = `setTimeout(()=>document.querySelector('link[rel="expect"]')?.remove(),${MAX_WAIT_MS})`;
