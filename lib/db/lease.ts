import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createLogger } from "@/lib/logger";
import { toErrorMessage } from "@/lib/errors";
import { getDatabase, type Transaction } from "./client";

/** After this long without a sign of life another process takes over. */
const LEASE_SECONDS = 30;
const RENEW_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** Another process has taken over: this one was paused for longer than the lease. */
export class LeaseLostError extends Error {
  constructor(name: string) {
    super(`Another process has taken over "${name}".`);
    this.name = "LeaseLostError";
  }
}

export interface Lease {
  /** Keeps it for another while. @throws {LeaseLostError} */
  renew(): Promise<void>;
  /** Nobody takes over before the transaction ends. @throws {LeaseLostError} */
  hold(tx: Transaction): Promise<void>;
}

async function takeLease(name: string, owner: string): Promise<boolean> {
  const taken = await getDatabase().$executeRaw`
    INSERT INTO lease (name, owner, until)
    VALUES (${name}, ${owner}::uuid, clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}))
    ON CONFLICT (name) DO UPDATE SET owner = EXCLUDED.owner, until = EXCLUDED.until
    WHERE lease.until <= clock_timestamp()`;
  return taken === 1;
}

async function waitForLease(name: string, owner: string, waitMs: number): Promise<boolean> {
  const deadlineMs = Date.now() + waitMs;
  while (!(await takeLease(name, owner))) {
    if (Date.now() >= deadlineMs) return false;
    await sleep(LOOK_EVERY_MS);
  }
  return true;
}

function openLease(name: string, owner: string): Lease {
  return {
    renew: async () => {
      const renewed = await getDatabase().$executeRaw`
        UPDATE lease SET until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
        WHERE name = ${name} AND owner = ${owner}::uuid`;
      if (renewed === 0) throw new LeaseLostError(name);
    },
    hold: async (tx) => {
      const held = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM lease WHERE name = ${name} AND owner = ${owner}::uuid FOR UPDATE`;
      if (held.length === 0) throw new LeaseLostError(name);
    },
  };
}

/**
 * Runs `work` while no other process does the same. No connection is held meanwhile, so `work` may
 * ask a slow service; whoever dies in it is followed by another after 30 s.
 * @returns null where somebody else had it for all of `waitMs`
 */
export async function withLease<T>(
  name: string,
  waitMs: number,
  work: (lease: Lease) => Promise<T>,
): Promise<{ result: T } | null> {
  const owner = randomUUID();
  if (!(await waitForLease(name, owner, waitMs))) return null;
  const lease = openLease(name, owner);
  const renewal = setInterval(() => {
    lease.renew().catch((error: unknown) => {
      createLogger("lease").warn({ name, error: toErrorMessage(error) }, "could not renew a lease");
    });
  }, RENEW_EVERY_MS).unref();
  try {
    return { result: await work(lease) };
  } finally {
    clearInterval(renewal);
    await getDatabase().lease.deleteMany({ where: { name, owner } });
  }
}
