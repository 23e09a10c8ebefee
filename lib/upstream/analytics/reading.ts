import type { z } from "zod";
import { UpstreamError } from "../errors";
import type { UpstreamHttp } from "../http";
import { Reading, type ReadOptions } from "../litellm/reading";
import { toRuleText } from "../litellm/schema";
import type { ReadFilter, TimeWindow } from "./records";
import { wireTable, type WireSnapshot } from "./schema";

const PREFIX = "/v1/analytics";
const PER_PAGE = 1_000;
const MAX_PAGES = 1_000;

export type Query = Readonly<Record<string, string | number | undefined>>;

/** What every reader of the analytics API works with. */
export interface AnalyticsContext {
  http: UpstreamHttp;
}

export function openReading(context: AnalyticsContext, options: ReadOptions): Reading {
  return new Reading({ http: context.http, pageSize: PER_PAGE }, options);
}

/** @throws {UpstreamError} "bad_answer" naming the route and the first thing that is wrong. */
export function parseAnswer<T extends z.ZodType>(
  schema: T,
  body: unknown,
  path: string,
): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.slice(0, 4).map(String).join(".") ?? "";
  throw new UpstreamError(
    "bad_answer",
    `The analytics API's answer to ${path} has another form than expected${place === "" ? "" : ` at ${place}`}.`,
  );
}

export async function readAnswer<T extends z.ZodType>(
  reading: Reading,
  schema: T,
  path: string,
  query: Query = {},
): Promise<z.output<T>> {
  const { body } = await reading.getPage(PREFIX + path, query);
  return parseAnswer(schema, body, path);
}

export interface RawTable {
  rows: readonly Record<string, unknown>[];
  /** The upstream's own count of all rows; null where it does not page. */
  totalCount: number | null;
  snapshot: WireSnapshot | null;
}

function toDriftError(path: string, reason: string): UpstreamError {
  return new UpstreamError(
    "unstable",
    `The analytics API's pages of ${path} do not fit each other (${reason}). They are read again with the next run.`,
    { isTransient: true },
  );
}

/** All pages, counted from zero, until the upstream says that there is no more. */
export async function readAllRows(
  reading: Reading,
  path: string,
  query: Query = {},
): Promise<RawTable> {
  const rows: Record<string, unknown>[] = [];
  for (let page = 0; ; page += 1) {
    if (page >= MAX_PAGES) throw toDriftError(path, "there is no end to them");
    const asked = { ...query, page, per_page: PER_PAGE };
    const { data, pagination, metadata } = await readAnswer(reading, wireTable, path, asked);
    if (pagination && pagination.page !== page) {
      throw toDriftError(path, `asked for page ${page}, got page ${pagination.page}`);
    }
    if (data.rows.length === 0 && pagination?.has_more) {
      throw toDriftError(path, `page ${page} is empty and not the last`);
    }
    rows.push(...data.rows);
    reading.rowsRead += data.rows.length;
    if (pagination?.has_more) continue;
    const totalCount = pagination?.total_count ?? null;
    return { rows, totalCount, snapshot: metadata?.snapshot ?? null };
  }
}

/** Each row in our words; one that makes no sense is noted and left out. */
export function parseRows<T extends z.ZodType>(
  reading: Reading,
  schema: T,
  rows: readonly Record<string, unknown>[],
  what: string,
): z.output<T>[] {
  return rows.flatMap((row) => {
    const parsed = schema.safeParse(row);
    if (parsed.success) return [parsed.data];
    reading.reject(`${what}: ${toRuleText(parsed.error)}`);
    return [];
  });
}

/** @throws for an empty list, which the upstream takes for everybody */
function toList(names: readonly string[] | undefined): string | undefined {
  if (names?.length === 0) throw new Error("A filter of nobody must not be asked for");
  return names?.join(",");
}

/** The upstream takes the last moment as included. */
export function toWindowQuery(window: TimeWindow, { projects, users }: ReadFilter = {}): Query {
  return {
    start_date: window.from.toISOString(),
    end_date: new Date(window.to.getTime() - 1).toISOString(),
    projects: toList(projects),
    users: toList(users),
  };
}

/** The upstream could not hold the answer in memory; a shorter window may do. */
export function isTooExpensive(error: unknown): boolean {
  return (
    error instanceof UpstreamError &&
    error.status === 400 &&
    /too expensive/i.test(error.upstreamMessage ?? "")
  );
}

const MIN_SPLIT_MS = 30 * 60_000;
const MINUTE_MS = 60_000;

/** Reads a window; one that is too expensive is read in two halves, as often as it takes. */
export async function readInHalves<T>(
  window: TimeWindow,
  read: (window: TimeWindow) => Promise<T>,
  merge: (first: T, second: T) => T,
): Promise<T> {
  try {
    return await read(window);
  } catch (error) {
    const lengthMs = window.to.getTime() - window.from.getTime();
    if (!isTooExpensive(error) || lengthMs < MIN_SPLIT_MS) throw error;
    const halfMs = Math.floor(lengthMs / 2 / MINUTE_MS) * MINUTE_MS;
    const middle = new Date(window.from.getTime() + halfMs);
    const first = await readInHalves({ from: window.from, to: middle }, read, merge);
    const second = await readInHalves({ from: middle, to: window.to }, read, merge);
    return merge(first, second);
  }
}
