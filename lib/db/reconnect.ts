import { setTimeout as sleep } from "node:timers/promises";
import { Prisma } from "./generated/client";

/** A server that lost one of its processes ends all others and answers again after a second or two. */
const DELAYS_MS = [50, 250, 500, 1_000, 2_000];

/** Prisma's codes for "could not reach", "timed out reaching" and "connection closed". */
const CONNECTION_CODES = new Set(["P1001", "P1002", "P1008", "P1017"]);

/** What PostgreSQL and the driver say when a server goes away below a query. */
const CONNECTION_MESSAGES =
  /connection terminated|terminating connection|server closed the connection|connection ended|ECONNRESET|ECONNREFUSED|EPIPE|57P0[123]|the database system is |ConnectionClosed|DatabaseNotReachable/i;

/** Whether the query failed because its connection broke, not because of what it asked. */
export function isConnectionError(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError && CONNECTION_CODES.has(error.code)) {
    return true;
  }
  return error instanceof Error && CONNECTION_MESSAGES.test(error.message);
}

/** What the pool and PostgreSQL say when every connection is taken. */
const BUSY_MESSAGES =
  /timeout exceeded when trying to connect|unable to start a transaction in the given time|too many clients already|remaining connection slots/i;

/** Whether the query was never begun because no connection got free; nothing has happened. */
export function isBusyError(error: unknown): boolean {
  return error instanceof Error && BUSY_MESSAGES.test(error.message);
}

/**
 * Runs a read again when its connection broke: a restarted server leaves dead connections in the pool. Only for
 * reads; a write may have happened before the answer was lost.
 */
export async function withReconnect<T>(read: () => Promise<T>): Promise<T> {
  for (const delayMs of DELAYS_MS) {
    try {
      return await read();
    } catch (error) {
      if (!isConnectionError(error)) throw error;
    }
    await sleep(delayMs);
  }
  return read();
}
