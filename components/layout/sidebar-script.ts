export const SIDEBAR_KEY = "tokenroll.sidebar";

/** Runs before the first paint, so that a collapsed sidebar never flashes open. */
export const SIDEBAR_SCRIPT = `try{if(localStorage.getItem("${SIDEBAR_KEY}")==="collapsed")document.documentElement.dataset.sidebar="collapsed"}catch{}`;
