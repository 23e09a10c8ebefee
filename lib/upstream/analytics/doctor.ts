import { formatAge, formatDateTime } from "@/lib/format";
import { toFailure, toOk, toWarning, type Diagnosis, type Finding } from "../diagnosis";
import { UpstreamError, type UpstreamErrorKind } from "../errors";
import { createAnalyticsClient, type AnalyticsClient, type AnalyticsClientOptions } from "./client";

const HOUR_MS = 3_600_000;
/** It is computed each night; one night may be missed. */
const MAX_BOARD_AGE_MS = 48 * HOUR_MS;
const KEY_TODO = "Set ANALYTICS_KEY to a service credential with administrator's rights.";
const URL_TODO = "Set ANALYTICS_URL to the address up to and without /v1/analytics.";
const START_TODO = "Start the analytics API, or correct ANALYTICS_URL.";
const FORM_TODO = `Look at its release, and at a gateway in between. ${URL_TODO}`;

export interface AnalyticsDoctorOptions extends Omit<
  AnalyticsClientOptions,
  "baseUrl" | "apiKey" | "maxAttempts"
> {
  /** Undefined where the setting is empty. */
  baseUrl: string | undefined;
  apiKey: string | undefined;
  now?: Date;
}

/** The API is optional; half of its settings is a mistake. */
function findNotConfigured({ baseUrl, apiKey }: AnalyticsDoctorOptions): Finding | null {
  if (baseUrl === undefined && apiKey === undefined) {
    return toOk(
      "settings",
      "Not connected, which is optional. ANALYTICS_URL and ANALYTICS_KEY, set together, switch on what /analytics shows.",
    );
  }
  if (baseUrl !== undefined && apiKey !== undefined) return null;
  const [set, empty] =
    baseUrl === undefined ? ["ANALYTICS_KEY", "ANALYTICS_URL"] : ["ANALYTICS_URL", "ANALYTICS_KEY"];
  return toWarning(
    "settings",
    `${set} is set and ${empty} is not: nothing is read.`,
    `Set ${empty} as well and start the portal again, or empty both.`,
  );
}

type Answered<T> = { ok: true; records: readonly T[] } | { ok: false; error: UpstreamError };

async function probe<T>(read: Promise<{ records: readonly T[] }>): Promise<Answered<T>> {
  try {
    return { ok: true, records: (await read).records };
  } catch (error) {
    if (error instanceof UpstreamError) return { ok: false, error };
    throw error;
  }
}

/** Why nothing else can be asked; null where it answers as the analytics API does. */
function findBlocked({ kind, message }: UpstreamError): Finding | null {
  const causes: Partial<Record<UpstreamErrorKind, Finding>> = {
    unreachable: toFailure("reachable", message, START_TODO),
    timeout: toFailure("reachable", message, START_TODO),
    server_error: toFailure("reachable", message, "Look at the analytics API's own log."),
    rate_limited: toFailure("reachable", message, "Lower ANALYTICS_CONCURRENCY."),
    refused: toFailure("reachable", message, URL_TODO),
    not_found: toFailure("reachable", message, URL_TODO),
    unauthorized: toFailure("key", message, KEY_TODO),
    bad_answer: toFailure("answers", message, FORM_TODO),
  };
  return causes[kind] ?? null;
}

/** Without administrator's rights the insights are one person's only, though they can be read. */
function toRightsFinding(error: UpstreamError): Finding {
  const says = `Without administrator's rights there is no leaderboard, and insights cover one person only. ${error.message}`;
  return toFailure("key", says, KEY_TODO);
}

async function checkBoard(client: AnalyticsClient, now: Date): Promise<Finding> {
  const answer = await probe(client.findLeaderboardSnapshot("current"));
  if (!answer.ok) {
    const { error } = answer;
    if (error.kind === "forbidden") return toRightsFinding(error);
    return findBlocked(error) ?? toFailure("leaderboard", error.message, null);
  }
  const [board] = answer.records;
  if (board === undefined) {
    return toWarning(
      "leaderboard",
      "No complete leaderboard was computed yet; /analytics shows none.",
      "Wait for the analytics API's nightly computation, or start it there.",
    );
  }
  const when = `${board.periodLabel}: the newest complete one is of ${formatDateTime(board.completedAt, now)}, ${formatAge(board.completedAt, now)}.`;
  if (now.getTime() - board.completedAt.getTime() <= MAX_BOARD_AGE_MS) {
    return toOk("leaderboard", when);
  }
  return toWarning(
    "leaderboard",
    `${when} It is computed each night.`,
    "Look at the analytics API's nightly computation.",
  );
}

/** The last hour's figures: the cheapest question that has the form of all insights. */
async function checkInsights(client: AnalyticsClient, now: Date): Promise<Finding> {
  const window = { from: new Date(now.getTime() - HOUR_MS), to: now };
  const answer = await probe(client.readSummary("summaries", window, {}));
  if (answer.ok) return toOk("insights", "What people do with AI can be read.");
  const says = `Without the summaries /analytics has no insights. ${answer.error.message}`;
  return toFailure("insights", says, null);
}

/**
 * Asks the optional analytics API what the portal depends on and says what is missing and what to do.
 * Does not throw when it is down, refuses or answers nonsense. Writes nothing.
 */
export async function diagnoseAnalytics(options: AnalyticsDoctorOptions): Promise<Diagnosis> {
  const notConfigured = findNotConfigured(options);
  if (notConfigured !== null) return { findings: [notConfigured] };
  const { baseUrl = "", apiKey = "", now = new Date(), ...rest } = options;
  const client = createAnalyticsClient({ ...rest, baseUrl, apiKey, maxAttempts: 2 });
  const board = await checkBoard(client, now);
  if (board.check !== "leaderboard") return { findings: [board] };
  return {
    findings: [
      toOk("reachable", "The analytics API answers."),
      toOk("key", "It accepts the credential as an administrator's."),
      board,
      await checkInsights(client, now),
    ],
  };
}
