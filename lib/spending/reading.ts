import "server-only";

/** What other domains may read of accounts; the store itself is this domain's own. */
export { findAccountsReading, listAccountRows, type AccountsReading } from "./store";
