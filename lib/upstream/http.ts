import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import pRetry from "p-retry";
import { parseBody, readBodyText } from "./body";
import { readJsonItems, type ItemSink } from "./json-items";
import { openDeadline } from "./deadline";
import { UpstreamError } from "./errors";
import {
  toBodyError,
  toConnectionError,
  toRedirectError,
  toStatusError,
  toTimeoutError,
  type FailureContext,
  type UpstreamNames,
} from "./http-failure";
import { parseRetryAfterMs, toRetryDelayMs, type RetryPolicy } from "./retry-delay";

export interface UpstreamHttpOptions {
  names: UpstreamNames;
  /** May have a path; must not carry a user name or password. */
  baseUrl: string;
  apiKey: string;
  /** For one attempt, body included. */
  timeoutMs: number;
  /** Requests in flight at once, over all readers of this object. */
  concurrency: number;
  /** Attempts in all, default 4. */
  maxAttempts?: number;
  retryBaseDelayMs?: number;
  maxRetryDelayMs?: number;
  maxBodyBytes?: number;
  /** The clock that dates what is read; this process's when missing. */
  clock?: (() => Date) | undefined;
  /** Calls off everything. */
  signal?: AbortSignal;
}

/** Counts what one read cost; hand the same object to each of its requests. */
export interface RequestCounter {
  requests: number;
  retries: number;
}

export interface GetOptions {
  query?: Readonly<Record<string, string | number | boolean | undefined>>;
  counter?: RequestCounter;
  signal?: AbortSignal;
  maxAttempts?: number;
  /** For one attempt, where it may take longer than others. */
  timeoutMs?: number;
}

export interface UpstreamAnswer {
  status: number;
  body: unknown;
  /** When the request was sent, by our clock: the upstream's may be wrong, and would order nothing. */
  askedAt: Date;
  /** The upstream's clock minus ours; null without a Date header. A second is its resolution. */
  clockOffsetMs: number | null;
}

export interface UpstreamHttp {
  /**
   * One GET whose answer must be JSON with a 2xx status.
   * @throws {UpstreamError}; or the signal's reason when the caller called it off
   */
  getJson(path: string, options?: GetOptions): Promise<UpstreamAnswer>;
  /**
   * One POST with a JSON body, answered like `getJson`. Tried again like a GET: for what changes
   * something upstream say `maxAttempts: 1`.
   */
  postJson(path: string, body: unknown, options?: GetOptions): Promise<UpstreamAnswer>;
  /**
   * One GET whose answer is a JSON array of any length, read item by item: `open` is called for each
   * attempt and gets the text of every item. An answer that is cut short is refused.
   */
  getItems(
    path: string,
    open: () => ItemSink,
    options?: GetOptions,
  ): Promise<Omit<UpstreamAnswer, "body">>;
  /** The clock that dates what is read. */
  now(): Date;
  /** Waits as before retry number `attempt` (from 1). */
  pause(attempt: number, signal?: AbortSignal): Promise<void>;
}

const DEFAULT_MAX_ATTEMPTS = 4;
const DEFAULT_BASE_DELAY_MS = 500;
const DEFAULT_MAX_DELAY_MS = 30_000;
const DEFAULT_MAX_BODY_BYTES = 64 * 1024 * 1024;

const readOwnClock = () => new Date();

function readClockOffsetMs(response: Response, sentMs: number, arrivedMs: number): number | null {
  const serverMs = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(serverMs) ? null : serverMs - (sentMs + arrivedMs) / 2;
}

function toUrl(options: UpstreamHttpOptions, path: string, query: GetOptions["query"]): URL {
  const { names } = options;
  const text = options.baseUrl.replace(/\/+$/, "") + path;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new UpstreamError(
      "refused",
      `${names.urlSetting} must be an http(s) address without a user name or password.`,
    );
  }
  if (!/^[\x21-\x7e]+$/.test(options.apiKey)) {
    throw new UpstreamError(
      "refused",
      `${names.keySetting} has a space, a line break or another character that no key has.`,
    );
  }
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

/** What is asked for, and how a good answer's body is read. */
interface Question {
  url: URL;
  method: "GET" | "POST";
  /** JSON text. */
  sends?: string;
  open?: () => ItemSink;
  timeoutMs: number;
}

async function attemptAnswer(
  question: Question,
  options: UpstreamHttpOptions,
  context: FailureContext,
  signal: AbortSignal,
): Promise<UpstreamAnswer> {
  const now = options.clock ?? readOwnClock;
  const askedAt = now();
  const { url, method, sends, open } = question;
  const headers: Record<string, string> = {
    accept: "application/json",
    authorization: `Bearer ${options.apiKey}`,
  };
  if (sends !== undefined) headers["content-type"] = "application/json";
  const response = await fetch(url, {
    method,
    headers,
    ...(sends === undefined ? {} : { body: sends }),
    redirect: "manual",
    cache: "no-store",
    signal,
  });
  const clockOffsetMs = readClockOffsetMs(response, askedAt.getTime(), now().getTime());
  const { status } = response;
  if (open !== undefined && response.ok && response.body !== null) {
    const found = await readJsonItems(response.body, open());
    if (found !== "whole") throw toBodyError({ kind: found }, status, context);
    return { status, body: null, askedAt, clockOffsetMs };
  }
  const text = await readBodyText(response, options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);
  if (status >= 300 && status < 400)
    throw toRedirectError(status, response.headers.get("location"), context);
  if (!response.ok) {
    const retryAfterMs = parseRetryAfterMs(response.headers.get("retry-after"), Date.now());
    throw toStatusError(status, text, { retryAfterMs, clockOffsetMs }, context);
  }
  const parsed = parseBody(text);
  if (parsed.kind !== "json") throw toBodyError(parsed, status, context);
  return { status, body: parsed.value, askedAt, clockOffsetMs };
}

/** One attempt with its own deadline; every failure comes out as an UpstreamError. */
async function attemptInTime(
  question: Question,
  options: UpstreamHttpOptions,
  context: FailureContext,
  signal: AbortSignal,
): Promise<UpstreamAnswer> {
  const deadline = openDeadline([signal], question.timeoutMs);
  try {
    return await attemptAnswer(question, options, context, deadline.signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UpstreamError) throw error;
    throw deadline.hasTimedOut()
      ? toTimeoutError(question.timeoutMs, context)
      : toConnectionError(error, context);
  } finally {
    deadline.close();
  }
}

function isTransient(error: Error): error is UpstreamError {
  return error instanceof UpstreamError && error.isTransient;
}

interface AskedService {
  options: UpstreamHttpOptions;
  secrets: readonly string[];
  policy: RetryPolicy;
}

async function askWithRetries(
  { options, secrets, policy }: AskedService,
  question: Question,
  request: GetOptions,
  signal: AbortSignal,
): Promise<UpstreamAnswer> {
  const { url } = question;
  const shownUrl = url.origin + url.pathname;
  const context: FailureContext = { names: options.names, shownUrl, secrets };
  const counter = request.counter ?? { requests: 0, retries: 0 };
  return pRetry(
    (attempt) => {
      counter.requests += 1;
      if (attempt > 1) counter.retries += 1;
      return attemptInTime(question, options, context, signal);
    },
    {
      retries: (request.maxAttempts ?? options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS) - 1,
      minTimeout: 0,
      shouldRetry: ({ error }) => isTransient(error),
      onFailedAttempt: async ({ error, attemptNumber, retriesLeft }) => {
        if (retriesLeft === 0 || !isTransient(error)) return;
        await sleep(toRetryDelayMs(attemptNumber, error.retryAfterMs, policy), null, { signal });
      },
    },
  );
}

/**
 * Reads JSON from a service that may be slow, busy or gone: a timeout for each attempt, a bound on
 * requests in flight, and retries for overload, timeouts and broken connections only.
 */
export function createUpstreamHttp(options: UpstreamHttpOptions): UpstreamHttp {
  const limit = pLimit(options.concurrency);
  const secrets = [options.apiKey, createHash("sha256").update(options.apiKey).digest("hex")];
  const policy: RetryPolicy = {
    baseDelayMs: options.retryBaseDelayMs ?? DEFAULT_BASE_DELAY_MS,
    maxDelayMs: options.maxRetryDelayMs ?? DEFAULT_MAX_DELAY_MS,
  };

  async function ask(
    path: string,
    request: GetOptions,
    how: Omit<Question, "url" | "timeoutMs">,
  ): Promise<UpstreamAnswer> {
    const url = toUrl(options, path, request.query);
    const question = { ...how, url, timeoutMs: request.timeoutMs ?? options.timeoutMs };
    const deadline = openDeadline([options.signal, request.signal]);
    try {
      // The place in the queue is kept while waiting to retry: that is the back-pressure.
      return await limit(() => {
        deadline.signal.throwIfAborted();
        return askWithRetries({ options, secrets, policy }, question, request, deadline.signal);
      });
    } catch (error) {
      deadline.signal.throwIfAborted();
      throw error;
    } finally {
      deadline.close();
    }
  }

  return {
    now: options.clock ?? readOwnClock,
    getJson: (path, request = {}) => ask(path, request, { method: "GET" }),
    postJson: (path, body, request = {}) =>
      ask(path, request, { method: "POST", sends: JSON.stringify(body) }),
    getItems: (path, open, request = {}) => ask(path, request, { method: "GET", open }),
    async pause(attempt, signal) {
      await sleep(toRetryDelayMs(attempt, null, policy), null, { signal });
    },
  };
}
