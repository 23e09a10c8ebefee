import "server-only";
import type { Viewer } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { openInsightRequest } from "./panel";
import { toInsightQuestion, toQuestionId } from "./question";
import { noteQuestion } from "./question-store";
import { resolveTime } from "./resolve-time";
import { INSIGHT_AREAS, type InsightQuery } from "./schema";
import { findSource } from "./source";

/** No one viewer may keep the others waiting. */
const SHARE_OF_ONE_VIEWER = 6;
const RETRY_AFTER_SECONDS = 30;

async function openQuestion(viewer: Viewer, areaName: string, query: InsightQuery) {
  const area = INSIGHT_AREAS.find((known) => known === areaName);
  if (area === undefined) throw new AppError("not_found", "There is nothing at this address.");
  const { filter } = await openInsightRequest(viewer, query);
  const time = resolveTime(query, new Date());
  return {
    source: await findSource(area, time, filter),
    question: toInsightQuestion(area, time, filter),
  };
}

/** The id of the question that a viewer's filters are; null where the scheduled tables answer it. */
export async function findQuestionId(
  viewer: Viewer,
  area: string,
  query: InsightQuery,
): Promise<string | null> {
  const { source, question } = await openQuestion(viewer, area, query);
  const id = toQuestionId(question);
  const isOnDemand = source.reading === null ? source.canRead : source.key === id;
  return isOnDemand ? id : null;
}

/**
 * Notes what a viewer wants to have read, which is never more than the viewer may see.
 * @returns the question's id; null where what is stored answers it
 * @throws {AppError} bad_request where the analytics API cannot be asked it, too_many_requests
 */
export async function askQuestion(
  viewer: Viewer,
  area: string,
  query: InsightQuery,
): Promise<string | null> {
  const { source, question } = await openQuestion(viewer, area, query);
  if (!source.canRead) {
    if (source.reading !== null || source.unavailable === "not_read") return null;
    throw new AppError("bad_request", "The analytics API cannot be asked this.");
  }
  const id = toQuestionId(question);
  const perMinute = getSettings().ANALYTICS_ON_DEMAND_PER_MINUTE;
  const perMinuteAndViewer = Math.ceil(perMinute / SHARE_OF_ONE_VIEWER);
  const limits = { perMinute, perMinuteAndViewer };
  if (await noteQuestion(id, question, viewer.userId, limits)) return id;
  throw new AppError(
    "too_many_requests",
    `Too much was asked of the analytics API in this minute. Try again in ${RETRY_AFTER_SECONDS} s.`,
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  );
}
