import { forgetOldAnswers } from "@/lib/access/answer-once";
import { deliverAlerts } from "@/lib/alerts/deliver";
import { lookForAlerts } from "@/lib/alerts/evaluate-alerts";
import { sealStoredChannels } from "@/lib/alerts/rules";
import { systemViewer } from "@/lib/auth/policy";
import { endDueTopUps } from "@/lib/budgets/top-ups";
import { toErrorMessage } from "@/lib/errors";
import { keepCallMonths } from "./coding/keep-months";
import { rollUpCalls } from "./coding/roll-up-calls";
import type { SyncContext } from "./context";
import { reviveDeadRuns } from "./runs/revive-runs";
import { pruneRuns } from "./runs/run-store";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

interface Chore {
  /** Completes "could not …". */
  name: string;
  everyMs: number;
  /** Any number of workers may call it at once. @returns how much there was to do */
  work: (context: SyncContext) => Promise<number | null>;
}

/** What a worker does now and then beside its jobs; it leaves no record but the log. */
const CHORES: readonly Chore[] = [
  { name: "send alerts", everyMs: 3 * SECOND_MS, work: () => deliverAlerts() },
  {
    name: "take up dead runs",
    everyMs: 5 * SECOND_MS,
    work: async ({ db }) => (await reviveDeadRuns(db)).length,
  },
  {
    name: "take back top-ups whose period is over",
    everyMs: 30 * SECOND_MS,
    work: () => endDueTopUps(systemViewer("worker")),
  },
  {
    name: "roll calls of agents up",
    everyMs: 2 * SECOND_MS,
    work: async ({ db }) => {
      await rollUpCalls(db);
      return null;
    },
  },
  { name: "raise alerts", everyMs: 30 * SECOND_MS, work: () => lookForAlerts(new Date()) },
  {
    name: "set the clock by the database's",
    everyMs: MINUTE_MS,
    work: async ({ setClock }) => {
      await setClock();
      return null;
    },
  },
  // An earlier release, or one that still runs beside this, stored them plain.
  { name: "encrypt secrets", everyMs: 10 * MINUTE_MS, work: () => sealStoredChannels() },
  {
    name: "forget answers to repeated requests",
    everyMs: 60 * MINUTE_MS,
    work: () => forgetOldAnswers(new Date()),
  },
  {
    name: "keep the months of calls",
    everyMs: 60 * MINUTE_MS,
    work: ({ db }) => keepCallMonths(db, new Date()),
  },
  { name: "remove old runs", everyMs: 60 * MINUTE_MS, work: ({ db }) => pruneRuns(db) },
];

/** Calls the chore now and then; a failure is logged and the next call comes as usual. */
function repeat(context: SyncContext, { name, everyMs, work }: Chore): NodeJS.Timeout {
  let isBusy = false;
  const tick = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      const count = await work(context);
      if (count !== null && count > 0) context.logger.info({ chore: name, count }, "chore done");
    } catch (error) {
      context.logger.warn({ error: toErrorMessage(error) }, `could not ${name}`);
    } finally {
      isBusy = false;
    }
  };
  void tick();
  return setInterval(() => void tick(), everyMs);
}

/** @returns what ends them */
export function startChores(context: SyncContext): () => void {
  const timers = CHORES.map((chore) => repeat(context, chore));
  return () => {
    timers.forEach(clearInterval);
  };
}
