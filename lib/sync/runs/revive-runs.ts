import type { Database } from "@/lib/db/client";
import { findJob } from "../jobs";
import { payloadSchema, toJobInsert, toSender } from "../queue";
import { abandonDeadRuns, findActiveJob, PATIENT, type AbandonedRun } from "./run-store";

/** After so many dead workers a job waits for its next schedule. */
const MAX_DEATHS = 3;

/**
 * Closes the runs of dead workers and queues their jobs anew, in one transaction. The new job has another
 * id, so a paused worker that wakes up cannot end it.
 * @returns the runs that were closed
 */
export function reviveDeadRuns(db: Database): Promise<AbandonedRun[]> {
  return db.$transaction(async (tx) => {
    const dead = await abandonDeadRuns(tx);
    const boss = toSender(tx);
    for (const run of dead) {
      const name = findJob(run.job)?.name;
      if (name === undefined || run.queue_job_id === null) continue;
      const data = await findActiveJob(tx, name, run.queue_job_id);
      if (data === null) continue;
      await boss.cancel(name, run.queue_job_id);
      const payload = payloadSchema.parse(data);
      const deaths = payload.deaths + 1;
      if (deaths > MAX_DEATHS) continue;
      await boss.insert([toJobInsert(name, { scope: payload.scope, trigger: "takeover", deaths })]);
    }
    return dead;
  }, PATIENT);
}
