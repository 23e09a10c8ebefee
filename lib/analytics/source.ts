import "server-only";
import { getSettings } from "@/lib/env";
import {
  findUnaskable,
  isQuestionDue,
  toInsightQuestion,
  toQuestionId,
  type InsightQuestion,
  type QuestionReading,
} from "./question";
import { findQuestionReading, hasUnknownPerson } from "./question-store";
import type { ResolvedTime } from "./resolve-time";
import type { InsightArea, Unavailable } from "./schema";
import type { InsightFilter } from "./scope";
import { findTableReading } from "./table-store";

/** Where the upstream's tables for a time and a filter stand. */
export interface TableSource {
  /** A period, or the id of a question. */
  key: string;
  /** Whose rows are added up; null is the row of all that were asked for. */
  projectNames: readonly string[] | null;
  reading: QuestionReading;
  canRead: boolean;
}

export interface NoSource {
  reading: null;
  unavailable: Unavailable;
  canRead: boolean;
}

const toNoSource = (unavailable: Unavailable): NoSource => ({
  reading: null,
  unavailable,
  canRead: unavailable === "on_demand",
});

/** What the schedule stored for a period. */
async function findScheduled(
  { period }: ResolvedTime,
  { projectNames, personIds }: InsightFilter,
): Promise<TableSource | null> {
  // Asked for people, when a project was read must not tell whether there is such a project.
  const readFor = personIds === null ? projectNames : null;
  const reading = period && (await findTableReading(period, readFor));
  return reading ? { key: period, projectNames, reading, canRead: false } : null;
}

/** Why the upstream cannot be asked a question; null where it can. */
async function findObstacle(question: InsightQuestion): Promise<Unavailable | null> {
  const unaskable = findUnaskable(question);
  if (unaskable !== null) return unaskable;
  if (getSettings().ANALYTICS_ON_DEMAND_PER_MINUTE === 0) return "on_demand_off";
  const { personIds } = question;
  return personIds !== null && (await hasUnknownPerson(personIds)) ? "unknown_person" : null;
}

async function findOnDemand(
  area: InsightArea,
  time: ResolvedTime,
  filter: InsightFilter,
): Promise<TableSource | NoSource> {
  const question = toInsightQuestion(area, time, filter);
  const obstacle = await findObstacle(question);
  if (obstacle !== null) return toNoSource(obstacle);
  const key = toQuestionId(question);
  const reading = await findQuestionReading(key);
  if (reading === null) return toNoSource("on_demand");
  const minutes = getSettings().ANALYTICS_INTERVAL_MINUTES;
  const canRead = isQuestionDue(question, reading, new Date(), minutes);
  return { key, projectNames: null, reading, canRead };
}

/**
 * Where the answer to a time and a filter stands: among the tables that are read on schedule, or under a
 * question that somebody asked before.
 * @param hasPeople whether the scheduled table tells people apart, so that it can answer for some of them
 */
export async function findSource(
  area: InsightArea,
  time: ResolvedTime,
  filter: InsightFilter,
  hasPeople = false,
): Promise<TableSource | NoSource> {
  if (filter.projectNames?.length === 0) return toNoSource("no_projects");
  if (filter.personIds?.length === 0) return toNoSource("no_people");
  if (filter.personIds === null || hasPeople) {
    const scheduled = await findScheduled(time, filter);
    if (scheduled) return scheduled;
    if (time.period !== null && filter.projectNames === null) return toNoSource("not_read");
  }
  return findOnDemand(area, time, filter);
}
