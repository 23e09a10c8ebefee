/** Stands for `server-only`, which throws outside Next's server bundles. */
export {};
