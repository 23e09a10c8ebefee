import "server-only";
import { getDatabase } from "./client";

const TIMEOUT_MS = 300_000;

/** Runs `work` unless another process is at the same; false when it is. */
export function runAlone(chore: string, work: () => Promise<void>): Promise<boolean> {
  return getDatabase().$transaction(
    async (tx) => {
      const [row] = await tx.$queryRaw<{ is_mine: boolean }[]>`
        SELECT pg_try_advisory_xact_lock(hashtextextended(${`chore ${chore}`}, 0)) AS is_mine`;
      if (row?.is_mine !== true) return false;
      await work();
      return true;
    },
    { timeout: TIMEOUT_MS },
  );
}
