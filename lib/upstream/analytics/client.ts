import { createUpstreamHttp } from "../http";
import type { ReadOptions } from "../litellm/reading";
import type { WholeRead } from "../litellm/records";
import { listActiveProjects, listPeople, readActivity } from "./activity";
import {
  findLeaderboardPerson,
  findLeaderboardSnapshot,
  listSeasons,
  readLeaderboard,
} from "./leaderboard";
import { readSummary, type SummaryName } from "./metrics";
import type {
  ActivityRecord,
  CliPersonRecord,
  DirectoryPersonRecord,
  LeaderboardPersonRecord,
  LeaderboardRecord,
  LeaderboardSnapshotRecord,
  LeaderboardView,
  MetricRecord,
  ReadFilter,
  SeasonRecord,
  TableRecord,
  TimeWindow,
} from "./records";
import { listCliPeople, readTable, type TableName } from "./tables";

export interface AnalyticsClientOptions {
  /** Up to and without `/v1/analytics`. */
  baseUrl: string;
  /** An administrator's service credential. */
  apiKey: string;
  /** For one attempt of one request. */
  timeoutMs: number;
  /** Requests in flight at once. */
  concurrency: number;
  maxAttempts?: number;
  retryBaseDelayMs?: number;
  maxRetryDelayMs?: number;
  /** The clock that dates what is read; this process's when missing. */
  clock?: (() => Date) | undefined;
  signal?: AbortSignal;
}

/** Reads the analytics API. Every read is whole or throws an UpstreamError. */
export interface AnalyticsClient {
  /** Requests in flight at once, for callers that fan out. */
  readonly concurrency: number;
  listPeople(options?: ReadOptions): Promise<WholeRead<DirectoryPersonRecord>>;
  listActiveProjects(window: TimeWindow, options?: ReadOptions): Promise<WholeRead<string>>;
  readActivity(
    window: TimeWindow,
    filter: ReadFilter,
    options?: ReadOptions,
  ): Promise<WholeRead<ActivityRecord>>;
  readSummary(
    name: SummaryName,
    window: TimeWindow,
    filter: ReadFilter,
    options?: ReadOptions,
  ): Promise<WholeRead<MetricRecord>>;
  readTable(
    name: TableName,
    window: TimeWindow,
    filter: ReadFilter,
    options?: ReadOptions,
  ): Promise<WholeRead<TableRecord>>;
  listCliPeople(
    window: TimeWindow,
    filter: ReadFilter,
    options?: ReadOptions,
  ): Promise<WholeRead<CliPersonRecord>>;
  /** One record, or none while nothing complete is there. */
  findLeaderboardSnapshot(
    view: LeaderboardView,
    options?: ReadOptions,
  ): Promise<WholeRead<LeaderboardSnapshotRecord>>;
  /** One record. */
  readLeaderboard(snapshotId: string, options?: ReadOptions): Promise<WholeRead<LeaderboardRecord>>;
  listSeasons(
    view: Exclude<LeaderboardView, "current">,
    options?: ReadOptions,
  ): Promise<WholeRead<SeasonRecord>>;
  /** One record, or none where the snapshot does not have the person. */
  findLeaderboardPerson(
    userId: string,
    snapshotId: string,
    options?: ReadOptions,
  ): Promise<WholeRead<LeaderboardPersonRecord>>;
}

const NAMES = {
  service: "The analytics API",
  urlSetting: "ANALYTICS_URL",
  keySetting: "ANALYTICS_KEY",
};

export function createAnalyticsClient(options: AnalyticsClientOptions): AnalyticsClient {
  const context = { http: createUpstreamHttp({ ...options, names: NAMES }) };
  return {
    concurrency: options.concurrency,
    listPeople: (read = {}) => listPeople(context, read),
    listActiveProjects: (window, read = {}) => listActiveProjects(context, window, read),
    readActivity: (window, filter, read = {}) => readActivity(context, window, filter, read),
    readSummary: (name, window, filter, read = {}) =>
      readSummary(context, name, window, filter, read),
    readTable: (name, window, filter, read = {}) => readTable(context, name, window, filter, read),
    listCliPeople: (window, filter, read = {}) => listCliPeople(context, window, filter, read),
    findLeaderboardSnapshot: (view, read = {}) => findLeaderboardSnapshot(context, view, read),
    readLeaderboard: (snapshotId, read = {}) => readLeaderboard(context, snapshotId, read),
    listSeasons: (view, read = {}) => listSeasons(context, view, read),
    findLeaderboardPerson: (userId, snapshotId, read = {}) =>
      findLeaderboardPerson(context, userId, snapshotId, read),
  };
}
