import pLimit from "p-limit";
import { areTablesDue, PERIODS, toGrain, toPeriodRange, type Period } from "@/lib/analytics/period";
import { EVERY_PROJECT, INSIGHT_AREAS } from "@/lib/analytics/schema";
import type { ActivityRecord } from "@/lib/upstream/analytics/records";
import {
  hasUnnamedPeople,
  namePeople,
  readPeopleIds,
  savePeople,
  type NewPerson,
} from "../analytics/insight-person-store";
import {
  listProjectsSince,
  listTableReadings,
  listWindows,
  pruneHours,
  replaceActivity,
  replaceTables,
} from "../analytics/insight-store";
import type { AnalyticsContext, Job, Run } from "../job";
import { readTables } from "../analytics/read-tables";
import {
  planWindows,
  toFirstWindow,
  type PlannedWindow,
  toAskedUntil,
} from "../analytics/plan-insights";
import { markRead } from "../runs/run-store";
import { splitByProject } from "../analytics/split-activity";

/** Windows or projects in work at once; the client bounds the requests. */
const PARTS_AT_ONCE = 3;

interface Work {
  context: AnalyticsContext;
  run: Run;
  progress: { done: number; total: number };
}

const toUnnamed = (identity: string): NewPerson => ({ identity, userId: null, name: identity });

async function readWindow({ context, run }: Work, window: PlannedWindow): Promise<void> {
  const { analytics } = context;
  const range = { from: window.startsAt, to: window.endsAt };
  const options = { signal: run.signal };
  const projects = await analytics.listActiveProjects(range, options);
  const whole = await analytics.readActivity(range, {}, options);
  run.addReport(projects.report);
  run.addReport(whole.report);
  const parts = await Promise.all(
    projects.records.map(async (name): Promise<[string, readonly ActivityRecord[]]> => {
      const part = await analytics.readActivity(range, { projects: [name] }, options);
      run.addReport(part.report);
      return [name, part.records];
    }),
  );
  const rows = splitByProject(whole.records, new Map(parts));
  const identities = [...new Set(rows.map((row) => row.identity))];
  const changed = await run.write(async (tx) => {
    const known = await readPeopleIds(tx);
    const strangers = identities.filter((identity) => !known.has(identity));
    const ids = strangers.length > 0 ? await savePeople(tx, strangers.map(toUnnamed)) : known;
    return replaceActivity(tx, { ...window, readAt: whole.readAt }, rows, ids);
  });
  run.addChanged(changed);
}

interface TablesPlan {
  projectName: string;
  period: Period;
}

async function readPeriod({ context, run }: Work, plan: TablesPlan): Promise<void> {
  const { projectName, period } = plan;
  const window = toPeriodRange(period, toAskedUntil(context.now()));
  const filter = projectName === EVERY_PROJECT ? {} : { projects: [projectName] };
  const read = await readTables(context, run, { areas: INSIGHT_AREAS, window, filter });
  await run.write(async (tx) => {
    const where = { projectName, key: period, window, readAt: context.now() };
    await replaceTables(tx, { ...where, ...read }, await readPeopleIds(tx));
  });
}

/** What a reading that somebody waits for covers; the rest comes in the background. */
const BRIEF_HOURS = 8;
const BRIEF_PROJECT_PERIODS: ReadonlySet<Period> = new Set<Period>(["7d", "30d"]);

async function planTables(context: AnalyticsContext, isBrief: boolean): Promise<TablesPlan[]> {
  const now = context.now();
  const readings = await listTableReadings(context.db);
  const known = new Map(readings.map((row) => [`${row.period} ${row.projectName}`, row]));
  const interval = context.settings.ANALYTICS_INTERVAL_MINUTES;
  const plans: TablesPlan[] = [];
  for (const period of PERIODS) {
    const { from } = toPeriodRange(period, now);
    const isForProjects = !isBrief || BRIEF_PROJECT_PERIODS.has(period);
    const projects = isForProjects
      ? await listProjectsSince(context.db, toGrain(period), from)
      : [];
    for (const projectName of [EVERY_PROJECT, ...projects]) {
      const stored = known.get(`${period} ${projectName}`);
      if (areTablesDue(period, stored, now, interval)) plans.push({ projectName, period });
    }
  }
  return plans;
}

async function forEachPart<T>(
  work: Work,
  parts: readonly T[],
  read: (part: T) => Promise<void>,
): Promise<void> {
  const limit = pLimit(PARTS_AT_ONCE);
  const { progress, run } = work;
  progress.total += parts.length;
  try {
    await Promise.all(
      parts.map((part) =>
        limit(async () => {
          run.signal.throwIfAborted();
          await read(part);
          progress.done += 1;
          if (progress.done % 10 === 0) await run.setProgress(progress.done, progress.total);
        }),
      ),
    );
  } finally {
    limit.clearQueue();
  }
}

async function planActivity({ context }: Work, isBrief: boolean): Promise<PlannedWindow[]> {
  const now = toAskedUntil(context.now());
  const days = context.settings.ANALYTICS_HISTORY_DAYS;
  const plan = async (grain: "day" | "hour") => {
    const stored = await listWindows(context.db, grain, toFirstWindow(grain, now, days));
    return planWindows(grain, now, days, stored);
  };
  const hours = await plan("hour");
  return [...(isBrief ? hours.slice(0, BRIEF_HOURS) : hours), ...(await plan("day"))];
}

async function nameStrangers({ context, run }: Work): Promise<void> {
  if (!(await hasUnnamedPeople(context.db))) return;
  const { records, report } = await context.analytics.listPeople({ signal: run.signal });
  run.addReport(report);
  run.addChanged(await run.write((tx) => namePeople(tx, records)));
}

/**
 * Reads what each person spent in each project, by day and for two days by hour, and the upstream's
 * tables for the fixed periods. Each window and each project's tables are stored whole or not at all.
 */
export const syncInsights: Job = {
  name: "sync-insights",
  scope: "all",
  reads: "analytics",
  everyMinutes: (settings) => settings.ANALYTICS_INTERVAL_MINUTES,
  marks: [{ kind: "insights" }],
  async work(context, run) {
    const work: Work = { context, run, progress: { done: 0, total: 0 } };
    const readAt = context.now();
    const isBrief = run.trigger === "once";
    await forEachPart(work, await planActivity(work, isBrief), (window) =>
      readWindow(work, window),
    );
    await forEachPart(work, await planTables(context, isBrief), (plan) => readPeriod(work, plan));
    await nameStrangers(work);
    await run.write(async (tx) => {
      await pruneHours(tx, toFirstWindow("hour", readAt, 0));
      await markRead(tx, ["*"], "insights", readAt);
    });
  },
};
