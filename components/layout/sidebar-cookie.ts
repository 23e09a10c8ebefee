/** Holds "collapsed" or "expanded", so that the server draws the sidebar as it was left. */
export const SIDEBAR_COOKIE = "tokenroll.sidebar";
