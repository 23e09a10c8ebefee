import type { Database } from "./client";

/** The database's time, by which the processes of all hosts agree about what was read before what. */
export interface DatabaseClock {
  now: () => Date;
  /** Asks the database again; until then the time that passed here is added, whatever this host's clock does. */
  set: () => Promise<void>;
}

export async function openDatabaseClock(db: Database): Promise<DatabaseClock> {
  let atStartMs = Date.now() - performance.now();
  const set = async () => {
    const askedMs = performance.now();
    const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
    if (row) atStartMs = row.now.getTime() - (askedMs + performance.now()) / 2;
  };
  await set();
  return { now: () => new Date(atStartMs + performance.now()), set };
}
