import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { withReconnect } from "./reconnect";

const READ = /^\s*(?:SELECT|WITH)\b/i;
const MORE_THAN_A_READ =
  /\b(?:INSERT|UPDATE|DELETE|MERGE|nextval|setval|pg_notify|pg_\w*advisory\w*)\b/i;

/** Whether asking twice is the same as asking once. */
export function isRead(sql: string): boolean {
  return READ.test(sql) && !MORE_THAN_A_READ.test(sql);
}

/**
 * Reads again what only reads, and begins a transaction again, where the connection breaks under it. A write is never
 * sent twice: it may have happened before its answer was lost.
 */
export class ReconnectingPg extends PrismaPg {
  /** Null until the first query. */
  pool: pg.Pool | null = null;

  override async connect() {
    const adapter = await super.connect();
    this.pool = adapter.underlyingDriver();
    const queryRaw = adapter.queryRaw.bind(adapter);
    const startTransaction = adapter.startTransaction.bind(adapter);
    adapter.queryRaw = (query) =>
      isRead(query.sql) ? withReconnect(() => queryRaw(query)) : queryRaw(query);
    adapter.startTransaction = (...options) => withReconnect(() => startTransaction(...options));
    return adapter;
  }
}
