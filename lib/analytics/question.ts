import { createHash } from "node:crypto";
import { z } from "zod";
import { areTablesDue, HOUR_MS, PERIODS, SETTLE_MS, toPeriodRange, type TimeRange } from "./period";
import { toStepMs, type ResolvedTime } from "./resolve-time";
import { INSIGHT_AREAS, type InsightArea, type Unavailable } from "./schema";
import type { InsightFilter } from "./scope";

/** Longer lists do not fit an address. */
const MAX_NAMES = 50;

/** What is asked of the upstream beside the fixed periods: exactly what a viewer's scope and filter leave. */
export const insightQuestionSchema = z.object({
  area: z.enum(INSIGHT_AREAS),
  time: z.union([
    z.object({ period: z.enum(PERIODS) }),
    z.object({ from: z.coerce.date(), to: z.coerce.date() }),
  ]),
  projectNames: z.array(z.string()).nullable(),
  personIds: z.array(z.number().int()).nullable(),
});
export type InsightQuestion = z.infer<typeof insightQuestionSchema>;

const distinct = <T extends string | number>(values: readonly T[] | null): T[] | null =>
  values && [...new Set(values)].sort((left, right) => (left < right ? -1 : 1));

/** The same question has the same form, whoever asks it. */
export function toInsightQuestion(
  area: InsightArea,
  { period, range, grain }: ResolvedTime,
  filter: InsightFilter,
): InsightQuestion {
  const stepMs = toStepMs(grain);
  // A range that still runs ends with its step, not with the moment of asking.
  const to = new Date(Math.ceil(range.to.getTime() / stepMs) * stepMs);
  return {
    area,
    time: period === null ? { from: range.from, to } : { period },
    projectNames: distinct(filter.projectNames),
    personIds: distinct(filter.personIds),
  };
}

/** Who asks the same question finds the same answer under this. */
export function toQuestionId(question: InsightQuestion): string {
  return createHash("sha256").update(JSON.stringify(question)).digest("base64url");
}

/** Why the upstream cannot be asked; null where it can. An empty list would count everybody there. */
export function findUnaskable({ projectNames, personIds }: InsightQuestion): Unavailable | null {
  if (projectNames?.length === 0) return "no_projects";
  if (personIds?.length === 0) return "no_people";
  if ((projectNames?.length ?? 0) > MAX_NAMES || (personIds?.length ?? 0) > MAX_NAMES) {
    return "too_many";
  }
  // Work without a project has no name to ask for, and names are given as a list with commas.
  const isAskable = (name: string) => name !== "" && !name.includes(",");
  return projectNames?.every(isAskable) === false ? "no_such_filter" : null;
}

/** What is read for a question now. */
export function toQuestionRange({ time }: InsightQuestion, now: Date): TimeRange {
  if ("period" in time) return toPeriodRange(time.period, now);
  return { from: time.from, to: new Date(Math.min(time.to.getTime(), now.getTime())) };
}

export interface QuestionReading {
  readAt: Date;
  windowFrom: Date;
  windowTo: Date;
}

/** Whether a question is to be read again: never read, grown too old, or read before its time had settled. */
export function isQuestionDue(
  { time }: InsightQuestion,
  reading: QuestionReading | null,
  now: Date,
  intervalMinutes: number,
): boolean {
  if (reading === null) return true;
  if ("period" in time) return areTablesDue(time.period, reading, now, intervalMinutes);
  if (reading.readAt.getTime() >= time.to.getTime() + SETTLE_MS) return false;
  return now.getTime() - reading.readAt.getTime() >= Math.min(intervalMinutes * 60_000, HOUR_MS);
}
