import { createUpstreamHttp } from "../http";
import { listActiveProjects, listPeople, readActivity } from "./activity";
import {
  findLeaderboardPerson,
  findLeaderboardSnapshot,
  listSeasons,
  readLeaderboard,
} from "./leaderboard";
import { readSummary } from "./metrics";
import type { AnalyticsContext } from "./reading";
import { listCliPeople, readTable } from "./tables";

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

const NAMES = {
  service: "The analytics API",
  urlSetting: "ANALYTICS_URL",
  keySetting: "ANALYTICS_KEY",
};

/** Reads the analytics API. Every read is whole or throws an UpstreamError. */
export function createAnalyticsClient(options: AnalyticsClientOptions) {
  const context: AnalyticsContext = { http: createUpstreamHttp({ ...options, names: NAMES }) };
  const bind =
    <Input extends unknown[], Output>(
      read: (context: AnalyticsContext, ...input: Input) => Output,
    ) =>
    (...input: Input) =>
      read(context, ...input);
  return {
    /** Requests in flight at once, for callers that fan out. */
    concurrency: options.concurrency,
    listPeople: bind(listPeople),
    listActiveProjects: bind(listActiveProjects),
    readActivity: bind(readActivity),
    readSummary: bind(readSummary),
    readTable: bind(readTable),
    listCliPeople: bind(listCliPeople),
    findLeaderboardSnapshot: bind(findLeaderboardSnapshot),
    readLeaderboard: bind(readLeaderboard),
    listSeasons: bind(listSeasons),
    findLeaderboardPerson: bind(findLeaderboardPerson),
  };
}

export type AnalyticsClient = ReturnType<typeof createAnalyticsClient>;
