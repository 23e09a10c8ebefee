import { isIsoDay, type DayRange, type IsoDay } from "@/lib/time";
import { UpstreamError } from "../errors";
import type { PagePosition } from "./paging";
import { parseAnswer } from "./reading";
import { wireActivity, type WireActivity, type WireDay } from "./schema";

/** What calls without a key are booked under. */
const NO_KEY_ID = "unattributed";

/** LiteLLM reads a comma as the end of an id. */
export function isAskable(id: string): boolean {
  return !id.includes(",");
}

/** LiteLLM's literal for the key (its hash, or a name for its own calls); calls without one get a name. */
export function toAgentId(keyHash: string): string {
  return keyHash === "" ? NO_KEY_ID : keyHash;
}

function checkDay(day: WireDay, range: DayRange, path: string): void {
  const { date } = day;
  if (!isIsoDay(date)) {
    throw new UpstreamError("bad_answer", `LiteLLM's answer to ${path} has a date that is none.`);
  }
  if (date < range.from || date > range.to) {
    throw new UpstreamError(
      "bad_answer",
      `LiteLLM's answer to ${path} has ${date}, which is outside ${range.from} to ${range.to}.`,
    );
  }
}

export interface ActivityAnswer {
  results: readonly WireDay[];
  metadata: WireActivity["metadata"];
  position: PagePosition;
}

/** @throws {UpstreamError} "bad_answer" when the answer is no activity, or of days nobody asked for. */
export function parseActivity(body: unknown, range: DayRange, path: string): ActivityAnswer {
  const { results, metadata } = parseAnswer(wireActivity, body, path);
  for (const day of results) checkDay(day, range, path);
  const totalPages = metadata.total_pages ?? null;
  const hasMore = metadata.has_more ?? null;
  if (totalPages === null && hasMore === null) {
    throw new UpstreamError(
      "bad_answer",
      `LiteLLM's answer to ${path} does not say whether more pages follow.`,
    );
  }
  const position = { page: metadata.page ?? null, totalPages, totalCount: null, hasMore };
  return { results, metadata, position };
}

export function toActivityQuery(
  range: DayRange,
  page: number,
  pageSize: number,
): { start_date: IsoDay; end_date: IsoDay; page: number; page_size: number } {
  return { start_date: range.from, end_date: range.to, page, page_size: pageSize };
}
